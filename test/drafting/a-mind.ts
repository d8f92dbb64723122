import { beforeAll } from 'vitest'
import { confidenceOf } from '../../src/decision/choose-outcome.ts'
import type { Article } from '../../src/domain/article.ts'
import { partEntry } from '../../src/domain/ids.ts'
import type { Passage } from '../../src/domain/passage.ts'
import { draftByExtraction } from '../../src/drafting/draft-by-extraction.ts'
import { understandByRules } from '../../src/drafting/understand-by-rules.ts'
import { verifyDraft } from '../../src/drafting/verify-draft.ts'
import { createSyncKnowledge } from '../../src/knowledge/sync-knowledge.ts'
import { createRetrieve } from '../../src/retrieval/retrieve.ts'
import { aDatabase } from '../support/a-database.ts'
import { anEntry, bot } from '../support/builders.ts'

/** What the extractive mind makes of a question. */
export type Thought = {
  readonly reply: string
  readonly confidence: number
  readonly isRuled: boolean
  readonly passages: readonly Passage[]
  /** The articles that are quoted. */
  readonly articles: readonly string[]
}

type Asked = { readonly before?: readonly [string, string] }

/** The whole extractive mind over these articles, as a contact meets it. */
export function aMind(readArticles: () => Promise<readonly Article[]>) {
  const { db, store } = aDatabase()
  beforeAll(async () => void (await createSyncKnowledge(store())(await readArticles())))
  return async (text: string, { before }: Asked = {}): Promise<Thought> => {
    const understanding = understandByRules({
      unanswered: [anEntry({ text, id: partEntry('3') })],
      before: before ? earlier(before) : [],
    })
    const ask = { ...understanding, samples: 'use', audiences: ['public'] } as const
    const retrieval = await createRetrieve({ db: db() })(ask)
    const drafting = draftByExtraction({ understanding, retrieval })
    const claims = drafting.kind === 'draft' ? drafting.draft.claims : []
    const { passages, relevance } = retrieval
    const isCited = ({ chunkId }: Passage) => claims.some(({ citation }) => citation.chunkId === chunkId)
    return {
      reply: claims.map((claim) => claim.text).join('\n'),
      confidence:
        drafting.kind === 'draft'
          ? confidenceOf({
              ...drafting,
              kind: 'drafted',
              verdict: verifyDraft(drafting.draft, passages),
              relevance,
            })
          : 0,
      isRuled: understanding.wantsPerson || understanding.risks.length > 0,
      passages,
      articles: passages.filter(isCited).map(({ article }) => article),
    }
  }
}

const earlier = ([question, answer]: readonly [string, string]) => [
  anEntry({ text: question, id: partEntry('1') }),
  anEntry({ text: answer, id: partEntry('2'), author: bot }),
]
