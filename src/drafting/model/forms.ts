import { z } from 'zod'

/*
 * The forms that a model fills in, one per prompt. Every field is required: strict function calling knows no optional
 * ones. What each field means is said in the prompt of the same name.
 */

/** `prompts/understand.md` */
export const UnderstoodForm = z.object({
  language: z.string(),
  question: z.string(),
  topic: z.string(),
  sentiment: z.enum(['positive', 'neutral', 'negative', 'angry']),
  wants_person: z.boolean(),
  needs_no_answer: z.boolean(),
  risks: z.array(z.enum(['legal_threat', 'self_harm', 'account_security', 'data_deletion'])),
  missing: z.array(z.string()),
})
export type UnderstoodForm = z.infer<typeof UnderstoodForm>

/** `prompts/draft-reply.md` */
export const DraftForm = z.object({
  form: z.enum(['answer', 'ask', 'cannot']),
  claims: z.array(
    z.object({
      text: z.string(),
      /** The number of the passage in the prompt: `p1`. */
      passage: z.string(),
      quote: z.string(),
    }),
  ),
  ask: z.string().nullable(),
  reason: z.enum(['not_in_passages', 'conflicting', 'needs_account_data', 'out_of_scope']).nullable(),
})
export type DraftForm = z.infer<typeof DraftForm>

/** `prompts/verify-reply.md` */
export const VerifiedForm = z.object({
  claims: z.array(z.object({ number: z.number(), supported: z.enum(['yes', 'partly', 'no']) })),
  answers_question: z.boolean(),
  promises_action: z.boolean(),
  leaks: z.boolean(),
  right_language: z.boolean(),
})
export type VerifiedForm = z.infer<typeof VerifiedForm>

/** `prompts/summarise-conversation.md` */
export const SummaryForm = z.object({
  problem: z.string(),
  tried: z.string(),
  next_step: z.string(),
  topic: z.string(),
})
export type SummaryForm = z.infer<typeof SummaryForm>
