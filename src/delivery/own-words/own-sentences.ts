import type { HandOffReason, QuestionReason } from '../../domain/outcome.ts'

/** Everything that Firstline says to contacts in its own words, in one language. */
export type OwnSentences = {
  /** What the contact reads when people take over. Never a time, never a promise of a result. */
  readonly handOff: Readonly<Record<HandOffReason, string>>
  readonly question: Readonly<Record<QuestionReason, string>>
  /** `{bot}` is the bot's name. */
  readonly disclosure: string
  readonly sourcesHeading: string
}
