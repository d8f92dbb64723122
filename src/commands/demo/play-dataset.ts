import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatasetQuery } from '../../evaluation/read-dataset.ts'
import { verifyAudit } from '../../store/verify-audit.ts'
import { writeDatasetFolder } from './dataset-folder.ts'
import { inParallel } from './in-parallel.ts'
import { playScript } from './play-script.ts'
import { Expectation } from './script.ts'
import { setStage, type StageOptions } from './stage.ts'

/** What became of a dataset's questions. Shares of nothing are 0. */
export type DatasetReport = {
  readonly articles: number
  readonly questions: number
  readonly answered: number
  readonly handedOff: number
  readonly other: number
  /** Answered questions whose best quoted article is one that answers it. */
  readonly rightSource: number
  readonly seconds: number
  /** The same at other thresholds: share of questions answered, and of those the share with the right source. */
  readonly overThreshold: readonly { threshold: number; answeredShare: number; rightShare: number }[]
  readonly auditProblems: number
}

type Answer = { readonly kind: string; readonly confidence: number; readonly isRight: boolean }

/** As many as there are workers: more would only wait. */
const AT_A_TIME = 8
const THRESHOLDS = [0.75, 0.85, 0.95]

/** Asks the questions of a dataset as contacts do, one conversation each, with its documents as the knowledge. */
export async function playDataset(
  { config, mind }: Pick<StageOptions, 'config' | 'mind'>,
  { dataset, limit }: { readonly dataset: string; readonly limit: number },
): Promise<DatasetReport> {
  const folder = await mkdtemp(join(tmpdir(), 'firstline-dataset-'))
  try {
    const { articles, paths, queries } = await writeDatasetFolder(dataset, { folder, limit })
    const stage = await setStage({ config, mind, knowledgeFolder: folder })
    try {
      const began = performance.now()
      const deps = { db: stage.app.store.db, ...stage }
      let played = 0
      const answers = await inParallel(queries, AT_A_TIME, async (query) => {
        const contact = stage.sandbox.contacts[played % stage.sandbox.contacts.length]?.name ?? 'lead'
        const answer = await ask(deps, { query, contact, paths })
        played += 1
        if (process.stderr.isTTY) process.stderr.write(`\r${played} of ${queries.length} questions asked `)
        return answer
      })
      const seconds = (performance.now() - began) / 1_000
      const { problems } = await verifyAudit(stage.app.store.db)
      return { articles, ...count(answers), seconds, auditProblems: problems.length }
    } finally {
      await stage.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Asking = {
  readonly query: DatasetQuery
  readonly contact: string
  readonly paths: ReadonlyMap<string, string>
}

async function ask(
  deps: Parameters<typeof playScript>[0],
  { query, contact, paths }: Asking,
): Promise<Answer> {
  const steps = [{ contact: { body: query.text } }, { expect: Expectation.parse({}) }]
  const { rests } = await playScript(deps, { name: query.id, title: query.text, contact, steps })
  const turn = rests.at(-1)?.turn
  const [source] = turn?.sources ?? []
  const right = [...query.relevant].map((id) => paths.get(id))
  return {
    kind: turn?.outcome.kind ?? 'none',
    confidence: turn?.outcome.confidence ?? 0,
    isRight: source !== undefined && right.includes(source),
  }
}

function count(answers: readonly Answer[]) {
  const of = (kind: string) => answers.filter((answer) => answer.kind === kind)
  const answered = of('reply')
  return {
    questions: answers.length,
    answered: answered.length,
    handedOff: of('hand_off').length,
    other: answers.length - answered.length - of('hand_off').length,
    rightSource: answered.filter(({ isRight }) => isRight).length,
    overThreshold: THRESHOLDS.map((threshold) => {
      const over = answers.filter(({ confidence }) => confidence >= threshold)
      const right = over.filter(({ isRight }) => isRight)
      return {
        threshold,
        answeredShare: share(over.length, answers.length),
        rightShare: share(right.length, over.length),
      }
    }),
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
