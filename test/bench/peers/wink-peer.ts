import createEngine from 'wink-bm25-text-search'
import { NOTHING_TO_CLOSE, type Peer } from './peer.ts'
import { tunedWords } from './tuned-words.ts'

/** It has no default but the one of its own page: stemmed words without stop words, titles twice. */
export const WINK: Peer = {
  name: 'wink-bm25',
  open: async (documents) => {
    const engine = createEngine()
    engine.defineConfig({ fldWeights: { title: 2, text: 1 } })
    engine.definePrepTasks([tunedWords])
    for (const { id, title, text } of documents) engine.addDoc({ title, text }, id)
    engine.consolidate()
    return {
      search: async (question, limit) => engine.search(question, limit).map(([id]) => id),
      close: NOTHING_TO_CLOSE,
    }
  },
}
