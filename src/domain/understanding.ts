import type { Language } from './language.ts'

/** A risk that code recognises in a contact's words, whatever a model thinks of it. */
export type Risk = 'legal_threat' | 'self_harm' | 'account_security' | 'data_deletion'

/** What was said before this turn, one entry per uninterrupted run of one side. Notes are never among them. */
export type EarlierTurn = { readonly by: 'contact' | 'team'; readonly text: string }

/** What the contact's unanswered messages amount to. */
export type Understanding = {
  readonly language: Language
  /** The stand-alone question, with what earlier turns add to it; empty when there is no text. */
  readonly question: string
  /** The contact's own words of this turn, joined. */
  readonly text: string
  /** Earlier turns of the conversation, newest first: a follow-up such as "and yearly?" needs them. */
  readonly earlier: readonly EarlierTurn[]
  readonly wantsPerson: boolean
  readonly risks: readonly Risk[]
  /** Thanks, a greeting of good-bye, an emoji: nothing to answer. */
  readonly needsNoAnswer: boolean
  /** The turn holds images or files the bot cannot read. */
  readonly unreadable: boolean
  /** The topic of the settings that a model chose; absent = by the best passage's folder. */
  readonly topic?: string
  /** Facts without which nobody could answer, as a model sees it, in the contact's language. */
  readonly missing?: readonly string[]
  /** How the contact feels, where a model has judged it. */
  readonly sentiment?: 'positive' | 'neutral' | 'negative' | 'angry'
}
