import { type Language, type OwnLanguage, ownLanguage } from '../../domain/language.ts'
import type { HandOffReason, QuestionReason } from '../../domain/outcome.ts'
import { english } from './english.ts'
import { german } from './german.ts'
import type { OwnSentences } from './own-sentences.ts'
import { spanish } from './spanish.ts'

export { reasonInWords } from './reason-in-words.ts'

const SENTENCES: Readonly<Record<OwnLanguage, OwnSentences>> = { en: english, es: spanish, de: german }

const sentencesIn = (language: Language): OwnSentences => SENTENCES[ownLanguage(language)]

/** What the contact reads when people take over; in English where we do not speak their language. */
export const handOffMessage = (reason: HandOffReason, language: Language): string =>
  sentencesIn(language).handOff[reason]

/** What the contact is asked when something is missing. */
export const questionFor = (reason: QuestionReason, language: Language): string =>
  sentencesIn(language).question[reason]

/** Says that an AI wrote the answer, and offers a person. */
export const disclosure = (botName: string, language: Language): string =>
  sentencesIn(language).disclosure.replace('{bot}', () => botName)

/** Stands before the links under a reply. */
export const sourcesHeading = (language: Language): string => sentencesIn(language).sourcesHeading
