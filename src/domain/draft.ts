import { z } from 'zod'
import { ChunkId } from './ids.ts'

/** A claim's pointer to a passage: `quote` stands, letter for letter, in the chunk's stored text. */
export const Citation = z.object({ chunkId: ChunkId, quote: z.string().min(1) })
export type Citation = z.infer<typeof Citation>

/** One statement of fact in a draft, in the words the contact will read. */
export const Claim = z.object({ text: z.string().min(1), citation: Citation })
export type Claim = z.infer<typeof Claim>

/** A source shown under the reply. */
export const SourceLink = z.object({ title: z.string(), url: z.url() })
export type SourceLink = z.infer<typeof SourceLink>

/** A reply that has not been sent: claims with their evidence, whoever wrote it. */
export const Draft = z.object({
  language: z.string(),
  claims: z.array(Claim).min(1),
  sources: z.array(SourceLink),
  /** How far the claims speak to the question, 0..1, by the rarity of its words; absent = not measured. */
  coverage: z.number().min(0).max(1).optional(),
  /** Which mind wrote it. */
  by: z.enum(['extractive', 'model']),
})
export type Draft = z.infer<typeof Draft>

/** What a mind may return instead of a draft. */
export type Drafting = { readonly kind: 'draft'; readonly draft: Draft } | { readonly kind: 'nothing_found' }

/**
 * What verification says of a draft. `groundedness`, 0..1, is the worst claim's support, or less where the claims, however
 * well supported, speak to little of the question.
 */
export type Verdict =
  | { readonly kind: 'grounded'; readonly groundedness: number }
  | { readonly kind: 'ungrounded'; readonly problems: readonly VerdictProblem[] }

export type VerdictProblem = {
  /** Position of the claim in the draft, from 0. */
  readonly claim: number
  readonly code:
    | 'quote_not_in_passage'
    | 'passage_not_retrieved'
    | 'value_not_in_evidence'
    | 'link_not_in_evidence'
    | 'claim_not_supported'
    | 'source_not_cited'
    | 'beside_the_question'
    | 'promises_action'
    | 'speaks_of_itself'
    | 'wrong_language'
}
