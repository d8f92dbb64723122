import { z } from 'zod'
import { isSandboxToken } from '../config/general-mode.ts'
import type { Passage, Retrieval } from '../domain/passage.ts'
import { detectLanguage } from '../drafting/understanding/detect-language.ts'
import { createRetrieve } from '../retrieval/retrieve.ts'
import { createOperation } from './operation.ts'

const Found = z.object({
  rank: z.number(),
  article: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  locale: z.string(),
  /** Its place in the article, from 0. */
  position: z.number(),
  version: z.string(),
  reviewed: z.string().nullable(),
  score: z.number(),
  parts: z.object({
    words: z.number(),
    pairs: z.number(),
    pieces: z.number(),
    article: z.number(),
    earlier: z.number(),
  }),
  matched: z.array(z.string()),
  text: z.string(),
})

/** What was found for a question, by words alone: a look costs no vector. */
export const KnowledgeFindings = z.object({
  question: z.string(),
  locale: z.string(),
  audience: z.enum(['public', 'internal']),
  relevance: z.number(),
  features: z.record(z.string(), z.number()),
  words: z.array(z.object({ written: z.string(), meant: z.string(), weight: z.number() })),
  passages: z.array(Found),
})
export type KnowledgeFindings = z.infer<typeof KnowledgeFindings>

/** Searches as a turn does, through the same fence: samples exist in the sandbox only. */
export const knowledgeSearch = createOperation({
  name: 'knowledge-search',
  facts: z.strictObject({
    question: z.string(),
    audience: z.enum(['public', 'internal']),
    locale: z.string().optional(),
  }),
  result: KnowledgeFindings,
  run: async ({ db, config: { intercom } }, { question, audience, locale }) => {
    const language = locale ?? detectLanguage(question, '')
    const found = await createRetrieve({ db })({
      question,
      earlier: [],
      language,
      samples: intercom && !isSandboxToken(intercom.accessToken) ? 'skip' : 'use',
      audiences: audience === 'internal' ? ['public', 'internal'] : ['public'],
    })
    return { ...toFindings(found), locale: language, audience }
  },
})

const toFindings = ({ question, relevance, features, words = [], passages }: Retrieval) => ({
  question,
  relevance,
  features,
  words: [...words],
  passages: passages.map(toFound),
})

const toFound = ({ rank, article, title, locale, position, score, text, ...found }: Passage) => ({
  rank,
  article,
  title,
  url: found.url ?? null,
  locale,
  position,
  version: found.articleVersion,
  reviewed: found.reviewed ?? null,
  score,
  parts: { ...found.parts },
  matched: [...found.matched],
  text,
})
