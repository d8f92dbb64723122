import type { Language } from './language.ts'

/** A risk that code recognises in a contact's words, whatever a model thinks of it. */
export type Risk = 'legal_threat' | 'self_harm' | 'account_security' | 'data_deletion'

/** What the contact's unanswered messages amount to. */
export type Understanding = {
  readonly language: Language
  /** The stand-alone question, with what earlier turns add to it; empty when there is no text. */
  readonly question: string
  /** The contact's own words of this turn, joined. */
  readonly text: string
  /** Earlier questions of the conversation, newest first, for retrieval. */
  readonly earlier: readonly string[]
  readonly wantsPerson: boolean
  readonly risks: readonly Risk[]
  /** Thanks, a greeting of good-bye, an emoji: nothing to answer. */
  readonly needsNoAnswer: boolean
  /** The turn holds images or files the bot cannot read. */
  readonly unreadable: boolean
}
