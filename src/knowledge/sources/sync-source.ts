import { randomUUID } from 'node:crypto'
import type { SourceName } from '../../domain/knowledge-source.ts'
import type { Db, Tx } from '../../store/db.ts'
import { readHints, removeHints } from '../../store/knowledge-hints.ts'
import {
  beginRun,
  endRun,
  failRun,
  keepRun,
  releaseRun,
  type Run,
  type SourceRow,
} from '../../store/knowledge-sources.ts'
import type { Log } from '../../telemetry/create-log.ts'
import { type Applied, readIndexed } from '../apply-changes.ts'
import { applySteps } from '../apply-steps.ts'
import { countsOf } from '../sync-knowledge.ts'
import { SourceError } from './source-error.ts'
import { isForPeople, sourceProblem } from './source-problem.ts'
import type { Source, Standing, Step } from './source.ts'

export type SyncDeps = {
  readonly db: Db
  readonly onProgress?: (progress: SourceProgress) => void
  /** Once it is aborted, a failure is none: the next run goes on. */
  readonly signal?: AbortSignal
}

/** How far a sync has come; `total` is absent until it is known. */
export type SourceProgress = { readonly name: SourceName; readonly done: number; readonly total?: number }

/** How the sync of one source ended. */
export type SyncEnd =
  | { readonly kind: 'synced'; readonly name: SourceName; readonly applied: Applied }
  | {
      readonly kind: 'failed'
      readonly name: SourceName
      /** For operators. */
      readonly problem: string
      /** For the log. */
      readonly error: unknown
    }
  /** Another instance is at it. */
  | { readonly kind: 'busy'; readonly name: SourceName }

/**
 * Brings the index up to what a source holds. A failure is kept beside the source, for `readyz`, `doctor` and `status`,
 * and what was indexed before goes on being searched.
 */
export const createSyncSource =
  (deps: SyncDeps) =>
  async (source: Source, { isWhole = false }: { readonly isWhole?: boolean } = {}): Promise<SyncEnd> => {
    const { db } = deps
    const { name } = source
    const run = { name, run: randomUUID() }
    const before = await beginRun(db, { ...run, ...(source.workspace && { workspace: source.workspace }) })
    if (!before) return { kind: 'busy', name }
    try {
      const applied = await carryOut(deps, { source, run, before, isWhole })
      await endRun(db, run, countsOf(applied))
      return { kind: 'synced', name, applied }
    } catch (error) {
      if (error instanceof RunOverError) return { kind: 'busy', name }
      if (deps.signal?.aborted) {
        await releaseRun(db, run)
        return { kind: 'busy', name }
      }
      const problem = sourceProblem(name, error)
      await failRun(db, run, problem)
      return { kind: 'failed', name, problem, error }
    }
  }

export type SyncSource = ReturnType<typeof createSyncSource>

type Work = {
  readonly source: Source
  readonly run: Run
  readonly before: SourceRow
  readonly isWhole: boolean
}

async function carryOut(
  { db, onProgress }: SyncDeps,
  { source, run, before, isWhole }: Work,
): Promise<Applied> {
  const { name } = source
  const standing = await readStanding(db, { source, before, run })
  const hints = await readHints(db, name)
  const problems: string[] = []
  const onStep = ({ done, total, problem }: Step) => {
    if (problem) problems.push(problem)
    onProgress?.({ name, done, ...(total !== undefined && { total }) })
  }
  const asked = { ...standing, hints: hints.map(({ item }) => item), isWhole }
  const deps = { db, source: name, indexed: standing.indexed, keep: createKeep(source, run), onStep }
  const applied = await applySteps(deps, source.read(asked))
  await removeHints(db, name, hints)
  if (problems.length > 0) throw new SourceError(problems.join(' '))
  return applied
}

type Where = Pick<Work, 'source' | 'before' | 'run'>

/** What was read of another workspace goes before anything is read of this one: its ids and marks mean nothing here. */
async function readStanding(
  db: Db,
  { source, before, run }: Where,
): Promise<Omit<Standing, 'hints' | 'isWhole'>> {
  const { name, workspace } = source
  const indexed = await readIndexed({ db, source: name })
  if (workspace && before.workspace !== null && before.workspace !== workspace) {
    const mark = { watermark: null, cursor: null, sweptAt: null }
    const step = { articles: [], gone: [...indexed.keys()], done: 0, mark }
    await applySteps({ db, source: name, indexed, keep: createKeep(source, run) }, [step])
    return { indexed: new Map() }
  }
  return {
    ...(before.watermark && { watermark: before.watermark }),
    ...(before.cursor != null && { cursor: before.cursor }),
    ...(before.sweptAt && { sweptAt: before.sweptAt }),
    indexed,
  }
}

const createKeep =
  ({ name, workspace }: Source, run: Run) =>
  async (tx: Tx, { done, total, mark }: Step): Promise<void> => {
    const progress = { done, ...(total !== undefined && { total }) }
    const isKept = await keepRun(tx, run, { ...progress, ...(workspace && { workspace }), ...mark })
    // Two readings of the same folder find the same; of Intercom, the one that began later knows better.
    if (workspace && !isKept) throw new RunOverError(`The sync of ${name} has been taken over.`)
  }

/** Another instance has taken over: what this one has read may be older. */
class RunOverError extends Error {
  override readonly name = 'RunOverError'
}

/** Writes down how a sync ended, for whoever reads the log: what was not expected, with its stack. */
export function tellSync(log: Log, end: SyncEnd): void {
  if (end.kind === 'synced') {
    const { unchanged, ...changes } = countsOf(end.applied)
    const isNews = Object.values(changes).some((count) => count > 0)
    log[isNews ? 'info' : 'debug']({ source: end.name, ...changes, unchanged }, 'knowledge synced')
  }
  if (end.kind !== 'failed') return
  const { name: source, problem, error } = end
  if (isForPeople(error)) log.info({ source, problem }, 'a source of knowledge failed')
  else log.error({ source, err: error }, 'a source of knowledge failed')
}
