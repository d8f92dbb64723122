import { createSyncKnowledge } from '../knowledge/sync-knowledge.ts'
import { type ChunkFindings, searchChunks } from '../retrieval/search-chunks.ts'
import { openStore } from '../store/open-store.ts'
import { findShelves } from '../store/shelves.ts'
import type { DatasetQuery, Document } from './read-dataset.ts'
import { toArticle } from './to-article.ts'

const FENCE = { audiences: ['public'], samples: 'skip' } as const

/** A temporary database to put documents into and ask. */
export type Collection = {
  /** Replaces what is there. */
  readonly fill: (documents: readonly Document[]) => Promise<void>
  /** The ten best articles, one chunk of each. */
  readonly search: (query: Pick<DatasetQuery, 'text' | 'earlier' | 'lang'>) => Promise<ChunkFindings>
  readonly countChunks: () => Promise<number>
  readonly close: () => Promise<void>
}

/** Opens an empty collection in memory, or on the server named by `url` (whose knowledge is replaced). */
export async function openCollection(url = 'pglite:memory://'): Promise<Collection> {
  const store = await openStore(url)
  await store.migrate()
  const sync = createSyncKnowledge(store)
  return {
    fill: async (documents) => void (await sync(documents.map(toArticle))),
    search: ({ text, earlier, lang }) =>
      searchChunks(store.db, {
        question: text,
        earlier,
        language: lang,
        fence: FENCE,
        perArticle: 1,
        limit: 10,
      }),
    countChunks: async () =>
      (await findShelves(store.db, FENCE)).reduce((sum, { chunks }) => sum + chunks, 0),
    close: store.close,
  }
}
