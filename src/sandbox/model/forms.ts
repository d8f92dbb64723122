/*
 * The forms that the scripted model fills in, written down a second time on purpose: the sandbox imports no other
 * folder, so a form that the service changes by mistake does not change here with it.
 */

export const RISKS = ['legal_threat', 'self_harm', 'account_security', 'data_deletion'] as const

export type UnderstandForm = {
  readonly language: string
  readonly question: string
  readonly topic: string
  readonly sentiment: 'positive' | 'neutral' | 'negative' | 'angry'
  readonly wants_person: boolean
  readonly needs_no_answer: boolean
  readonly risks: readonly (typeof RISKS)[number][]
  readonly missing: readonly string[]
}

export type DraftClaim = { readonly text: string; readonly passage: string; readonly quote: string }

export type DraftForm = {
  readonly form: 'answer' | 'ask' | 'cannot'
  readonly claims: readonly DraftClaim[]
  readonly ask: string | null
  readonly reason: 'not_in_passages' | 'conflicting' | 'needs_account_data' | 'out_of_scope' | null
}

export type ClaimVerdict = { readonly number: number; readonly supported: 'yes' | 'partly' | 'no' }

export type VerifyForm = {
  readonly claims: readonly ClaimVerdict[]
  readonly answers_question: boolean
  readonly promises_action: boolean
  readonly leaks: boolean
  readonly right_language: boolean
}

export type SummaryForm = {
  readonly problem: string
  readonly tried: string
  readonly next_step: string
  readonly topic: string
}

/** The tools that the scripted model knows, each with the form it fills in. */
export type Filled =
  | { readonly tool: 'understand'; readonly form: UnderstandForm }
  | { readonly tool: 'draft_reply'; readonly form: DraftForm }
  | { readonly tool: 'verify_reply'; readonly form: VerifyForm }
  | { readonly tool: 'summarise_conversation'; readonly form: SummaryForm }

export const TOOLS = ['understand', 'draft_reply', 'verify_reply', 'summarise_conversation'] as const
export type Tool = (typeof TOOLS)[number]

/** All that a model is shown. */
export type Prompt = { readonly system: string; readonly user: string }
