import MiniSearch, { type Options } from 'minisearch'
import type { Document } from '../../../src/evaluation/read-dataset.ts'
import { NOTHING_TO_CLOSE, type Peer } from './peer.ts'
import { tunedWord } from './tuned-words.ts'

const peer = (name: string, options: Partial<Options<Document>>): Peer => ({
  name,
  open: async (documents) => {
    const index = new MiniSearch<Document>({ fields: ['title', 'text'], ...options })
    index.addAll(documents)
    return {
      search: async (question, limit) =>
        index
          .search(question)
          .slice(0, limit)
          .map(({ id }) => String(id)),
      close: NOTHING_TO_CLOSE,
    }
  },
})

export const MINISEARCH = peer('MiniSearch', {})
export const MINISEARCH_TUNED = peer('MiniSearch tuned', {
  processTerm: (term) => tunedWord(term) ?? null,
  searchOptions: { boost: { title: 2 }, combineWith: 'OR' },
})
