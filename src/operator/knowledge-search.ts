import { z } from 'zod'
import { isSandboxToken } from '../config/general-mode.ts'
import type { Passage, Retrieval } from '../domain/passage.ts'
import { detectLanguage } from '../drafting/understanding/detect-language.ts'
import { createAllowance } from '../model/allowance.ts'
import { createEmbed } from '../model/create-embed.ts'
import { createRetrieve, type RetrieveAsk } from '../retrieval/retrieve.ts'
import { createVectorSearch, type VectorSearch } from '../retrieval/search-vectors.ts'
import { findWorkspace } from '../store/workspaces.ts'
import { createOperation, type OperatorDeps } from './operation.ts'

const Found = z.object({
  rank: z.number(),
  article: z.string(),
  title: z.string(),
  /** Those above it in its article, the outermost first. */
  headings: z.array(z.string()),
  url: z.string().nullable(),
  locale: z.string(),
  /** Its place in the article, from 0. */
  position: z.number(),
  version: z.string(),
  reviewed: z.string().nullable(),
  /** Of words: what `parts` add up to. Where vectors were searched, too: of both places, as `ranks` has them. */
  score: z.number(),
  /** Its place from 1 by words and by vectors; null where that half did not find it. Null: vectors were not searched. */
  ranks: z.object({ words: z.number().nullable(), vectors: z.number().nullable() }).nullable(),
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

/** What was found for a question, and by what. */
export const KnowledgeFindings = z.object({
  question: z.string(),
  locale: z.string(),
  audience: z.enum(['public', 'internal']),
  relevance: z.number(),
  features: z.record(z.string(), z.number()),
  words: z.array(z.object({ written: z.string(), meant: z.string(), weight: z.number() })),
  /** `searched`, or why vectors were not asked. Null: by words alone, as it was asked for or configured. */
  vectors: z.string().nullable(),
  passages: z.array(Found),
})
export type KnowledgeFindings = z.infer<typeof KnowledgeFindings>

/**
 * Searches as a turn does, through the same fence: samples exist in the sandbox only. With an embedding model the
 * question is embedded as well, which counts against the spend limit, unless words alone are asked for.
 */
export const knowledgeSearch = createOperation({
  name: 'knowledge-search',
  facts: z.strictObject({
    question: z.string(),
    audience: z.enum(['public', 'internal']),
    locale: z.string().optional(),
    by: z.enum(['words', 'both']),
  }),
  result: KnowledgeFindings,
  run: async (deps, { question, audience, locale, by }) => {
    const { intercom } = deps.config
    const language = locale ?? detectLanguage(question, '')
    const half = by === 'both' ? await vectorHalf(deps) : undefined
    const found = await createRetrieve({ db: deps.db, vectors: half?.vectors })({
      question,
      earlier: [],
      language,
      samples: intercom && !isSandboxToken(intercom.accessToken) ? 'skip' : 'use',
      audiences: audience === 'internal' ? ['public', 'internal'] : ['public'],
      ...(half && { call: half.call }),
    })
    return { ...toFindings(found), locale: language, audience }
  },
})

type VectorHalf = { readonly vectors: VectorSearch; readonly call: NonNullable<RetrieveAsk['call']> }

/** Nothing without an embedding model, or while no workspace is known whose spend limit it would count against. */
async function vectorHalf({ db, config, log }: OperatorDeps): Promise<VectorHalf | undefined> {
  const { model, settings, intercom } = config
  const known = model?.embedding ? await findWorkspace(db, intercom?.accessToken) : undefined
  if (!model || !known) return undefined
  const { limits, prices } = settings
  const onFailure = (error: unknown) => log.error({ err: error }, 'the search by vectors broke off')
  return {
    vectors: createVectorSearch({
      db,
      embed: createEmbed({ config: model, db, limits, prices, log }),
      onFailure,
    }),
    call: {
      about: { appId: known.appId },
      allowance: createAllowance(),
      signal: new AbortController().signal,
    },
  }
}

const toFindings = ({ question, relevance, features, words = [], passages, vectors }: Retrieval) => ({
  question,
  relevance,
  features,
  words: [...words],
  vectors: vectors ?? null,
  passages: passages.map(toFound),
})

const toFound = ({ rank, article, title, locale, position, score, text, ranks, ...found }: Passage) => ({
  rank,
  article,
  title,
  headings: [...(found.headings ?? [])],
  url: found.url ?? null,
  locale,
  position,
  version: found.articleVersion,
  reviewed: found.reviewed ?? null,
  score,
  ranks: ranks ? { words: ranks.lexical ?? null, vectors: ranks.vector ?? null } : null,
  parts: { ...found.parts },
  matched: [...found.matched],
  text,
})
