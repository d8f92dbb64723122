import type { Passage } from '../domain/passage.ts'
import { createSyncKnowledge } from '../knowledge/sync-knowledge.ts'
import type { Ranking } from '../retrieval/ranking.ts'
import { createRetrieve } from '../retrieval/retrieve.ts'
import { type ChunkFindings, searchChunks } from '../retrieval/search-chunks.ts'
import { openStore } from '../store/open-store.ts'
import { findShelves } from '../store/shelves.ts'
import type { DatasetQuery, Document } from './read-dataset.ts'
import { toArticle } from './to-article.ts'

const FENCE = { audiences: ['public'], samples: 'skip' } as const

type Question = Pick<DatasetQuery, 'text' | 'earlier' | 'lang'>

/** A temporary database to put documents into and ask. */
export type Collection = {
  /** Replaces what is there. */
  readonly fill: (documents: readonly Document[]) => Promise<void>
  /** The ten best articles, one chunk of each; ranked as the service does unless told otherwise. */
  readonly search: (query: Question, ranking?: Ranking) => Promise<ChunkFindings>
  /** What a turn would be given. */
  readonly retrieve: (query: Question) => Promise<readonly Passage[]>
  readonly countChunks: () => Promise<number>
  readonly close: () => Promise<void>
}

/** Opens an empty collection in memory, or on the server named by `url` (whose knowledge is replaced). */
export async function openCollection(url = 'pglite:memory://'): Promise<Collection> {
  const store = await openStore(url)
  await store.migrate()
  const sync = createSyncKnowledge(store)
  const retrieve = createRetrieve(store)
  return {
    fill: async (documents) => void (await sync(await Promise.all(documents.map(toArticle)))),
    search: (query, ranking) =>
      searchChunks(store.db, {
        ...toAsk(query),
        fence: FENCE,
        perArticle: 1,
        limit: 10,
        ...(ranking && { ranking }),
      }),
    retrieve: async (query) => (await retrieve({ ...toAsk(query), ...FENCE })).passages,
    countChunks: async () =>
      (await findShelves(store.db, FENCE)).reduce((sum, { chunks }) => sum + chunks, 0),
    close: store.close,
  }
}

const toAsk = ({ text, earlier, lang }: Question) => ({ question: text, earlier, language: lang })
