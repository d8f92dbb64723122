import type { Tx } from '../store/db.ts'
import { tidyPostings } from '../store/postings.ts'
import { type Applied, type ApplyDeps, applyChanges, type Indexed, isCurrent } from './apply-changes.ts'
import type { Step } from './sources/source.ts'

export type StepsDeps = ApplyDeps & {
  readonly indexed: Indexed
  /** Stores how far the source has been read, in the transaction of the step. */
  readonly keep?: (tx: Tx, step: Step) => Promise<void>
  readonly onStep?: (step: Step) => void
}

const NOTHING: Applied = { added: [], changed: [], removed: [], unchanged: 0 }

/** Brings a source's steps into the index one by one, each whole. A step in which nothing is new costs no write. */
export async function applySteps(
  deps: StepsDeps,
  steps: AsyncIterable<Step> | Iterable<Step>,
): Promise<Applied> {
  let sum = NOTHING
  const untouched = new Map(deps.indexed)
  for await (const step of steps) {
    sum = add(sum, await applyStep({ ...deps, indexed: untouched }, step))
    // Read twice in one run and changed in between, even back again: the last reading counts.
    for (const path of changedPaths(step, deps.indexed)) untouched.delete(path)
    deps.onStep?.(step)
  }
  if (isChange(sum)) await tidyPostings(deps.db)
  return sum
}

const changedPaths = ({ articles, gone }: Step, indexed: Indexed): readonly string[] => [
  ...articles.filter((article) => !isCurrent(indexed, article)).map(({ path }) => path),
  ...gone,
]

async function applyStep({ indexed, keep, ...deps }: StepsDeps, step: Step): Promise<Applied> {
  const articles = step.articles.filter((article) => !isCurrent(indexed, article))
  const same = { ...NOTHING, unchanged: step.articles.length - articles.length }
  if (articles.length === 0 && step.gone.length === 0 && !step.mark) return same
  const also = async (tx: Tx) => keep?.(tx, step)
  return add(same, await applyChanges(deps, { articles, gone: step.gone }, also))
}

const add = (a: Applied, b: Applied): Applied => ({
  added: [...a.added, ...b.added],
  changed: [...a.changed, ...b.changed],
  removed: [...a.removed, ...b.removed],
  unchanged: a.unchanged + b.unchanged,
})

const isChange = ({ added, changed, removed }: Applied): boolean =>
  added.length + changed.length + removed.length > 0
