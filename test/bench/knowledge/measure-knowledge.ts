import { createFolderSource } from '../../../src/knowledge/sources/folder-source.ts'
import { createSyncSource } from '../../../src/knowledge/sources/sync-source.ts'
import { readArticles } from '../../../src/knowledge/read-articles.ts'
import { createSyncKnowledge } from '../../../src/knowledge/sync-knowledge.ts'
import { createRetrieve } from '../../../src/retrieval/retrieve.ts'
import type { Db } from '../../../src/store/db.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { findShelves } from '../../../src/store/shelves.ts'
import { percentile, rounded } from '../statistics.ts'
import { shufflePages } from './shuffle-pages.ts'

export type KnowledgePlan = {
  readonly folder: string
  readonly files: number
  readonly questions: readonly string[]
  readonly databaseUrl: string
  readonly chunks: number
  readonly tell: (line: string) => void
}

/** Times of all questions of a collection of so many chunks, and what the process still holds after a collection of garbage. */
export type SearchTimes = {
  readonly chunks: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly heapMb: number
}

export type KnowledgeReport = {
  readonly files: number
  readonly firstSyncMs: number
  readonly nextSyncMs: number
  /** The most memory (RSS) that the process has had after both syncs; with the embedded database, that of it, too. */
  readonly syncPeakMb: number
  readonly searches: readonly SearchTimes[]
}

const FENCE = { audiences: ['public'], samples: 'skip' } as const
const WARM_UP_QUESTIONS = 20

/** Indexes the folder as the service does, twice; then adds shuffled pages and asks the questions at each size. */
export async function measureKnowledge(plan: KnowledgePlan): Promise<KnowledgeReport> {
  const { folder, files, questions, databaseUrl, tell } = plan
  const store = await openStore(databaseUrl)
  try {
    await store.migrate()
    const sync = createSyncSource(store)
    const syncFolder = () => timed(() => sync(createFolderSource({ folder, samples: 'skip' })))
    const first = await syncFolder()
    if (first.result.kind !== 'synced')
      throw new Error(first.result.kind === 'failed' ? first.result.problem : 'Somebody else syncs it.')
    tell(`${first.result.applied.added.length} articles indexed in ${rounded(first.ms / 1000)} s`)
    const next = await syncFolder()
    const syncPeakMb = rounded(process.resourceUsage().maxRSS / 2 ** 10, 0)
    const searches = [await ask(store.db, questions)]
    for (let round = 1; (await countChunks(store.db)) < plan.chunks; round++) {
      await addPages(store.db, { folder, rounds: round })
      tell(`${await countChunks(store.db)} chunks`)
    }
    if (round(searches) < plan.chunks) searches.push(await ask(store.db, questions))
    return { files, firstSyncMs: rounded(first.ms, 0), nextSyncMs: rounded(next.ms, 0), syncPeakMb, searches }
  } finally {
    await store.close()
  }
}

const round = (searches: readonly SearchTimes[]): number => searches.at(-1)?.chunks ?? 0

async function addPages(db: Db, { folder, rounds }: { folder: string; rounds: number }): Promise<void> {
  const pages = await readArticles(folder, { samples: 'skip' })
  const shuffled = Array.from({ length: rounds }, (_, index) => shufflePages(pages, index + 1)).flat()
  await createSyncKnowledge({ db })([...pages, ...shuffled])
}

async function ask(db: Db, questions: readonly string[]): Promise<SearchTimes> {
  const retrieve = createRetrieve({ db })
  const askOne = (question: string) =>
    retrieve({ question, earlier: [], language: 'en', audiences: ['public'], samples: 'skip' })
  for (const question of questions.slice(0, WARM_UP_QUESTIONS)) await askOne(question)
  const times: number[] = []
  for (const question of questions) times.push((await timed(() => askOne(question))).ms)
  globalThis.gc?.()
  return {
    chunks: await countChunks(db),
    p50Ms: rounded(percentile(times, 50)),
    p95Ms: rounded(percentile(times, 95)),
    heapMb: rounded(process.memoryUsage().heapUsed / 2 ** 20, 0),
  }
}

const countChunks = async (db: Db): Promise<number> =>
  (await findShelves(db, FENCE)).reduce((sum, { chunks }) => sum + chunks, 0)

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const startedMs = performance.now()
  const result = await work()
  return { result, ms: performance.now() - startedMs }
}
