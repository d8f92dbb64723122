import lunr from 'lunr'
import { NOTHING_TO_CLOSE, type Peer } from './peer.ts'

/** As its guide has it; the words of the question as terms, so that none of its signs counts as an operator. */
export const LUNR: Peer = {
  name: 'lunr',
  open: async (documents) => {
    const index = lunr((builder) => {
      builder.ref('id')
      builder.field('title')
      builder.field('text')
      for (const document of documents) builder.add(document)
    })
    return {
      search: async (question, limit) =>
        index
          .query((query) => query.term(lunr.tokenizer(question), {}))
          .slice(0, limit)
          .map(({ ref }) => ref),
      close: NOTHING_TO_CLOSE,
    }
  },
}
