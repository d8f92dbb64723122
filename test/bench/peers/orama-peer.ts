import { create, insertMultiple, search } from '@orama/orama'
import { NOTHING_TO_CLOSE, type Peer } from './peer.ts'
import { tunedWord } from './tuned-words.ts'

type Tuning = { readonly boost?: { readonly title: number }; readonly isTuned: boolean }

const SCHEMA = { id: 'string', title: 'string', text: 'string' } as const

const peer = (name: string, { boost, isTuned }: Tuning): Peer => ({
  name,
  open: async (documents) => {
    const stemmer = (word: string) => tunedWord(word) ?? ''
    const tokenizer = isTuned
      ? { language: 'english', stemming: true, stemmer, stopWords: (words: string[]) => words }
      : { language: 'english' }
    const index = create({ schema: SCHEMA, components: { tokenizer } })
    await insertMultiple(
      index,
      documents.map(({ id, title, text }) => ({ id, title, text })),
    )
    return {
      search: async (question, limit) => {
        const properties: ('title' | 'text')[] = ['title', 'text']
        const found = await search(index, { term: question, properties, limit, ...(boost && { boost }) })
        return found.hits.map(({ document }) => document.id)
      },
      close: NOTHING_TO_CLOSE,
    }
  },
})

export const ORAMA = peer('Orama', { isTuned: false })
export const ORAMA_TUNED = peer('Orama tuned', { isTuned: true, boost: { title: 2 } })
