import type { Entry } from '../domain/conversation.ts'
import type { Understanding } from '../domain/understanding.ts'
import { applyRules } from './understanding/apply-rules.ts'
import { bareQuestions } from './understanding/bare-questions.ts'
import { detectLanguage } from './understanding/detect-language.ts'
import { earlierTurns } from './understanding/earlier-turns.ts'
import { needsNoAnswer } from './understanding/needs-no-answer.ts'
import { standAloneQuestion } from './understanding/stand-alone-question.ts'
import { stripQuotedMail } from './understanding/strip-quoted-mail.ts'

/** What there is to understand: the contact's entries of this turn and everything before them, oldest first. */
export type Reading = { readonly unanswered: readonly Entry[]; readonly before: readonly Entry[] }

const LONGEST_TEXT = 20_000
const LONGEST_QUESTION = 2_000

/** Understands a turn by rules alone. The rules for demands and risks hold whatever a model thinks (DESIGN 7). */
export function understandByRules({ unanswered, before: said }: Reading): Understanding {
  const texts = unanswered.map(ownText).filter((text) => text !== '')
  const text = texts.join('\n').slice(0, LONGEST_TEXT)
  const unreadable = unanswered.some(({ attachments }) => attachments > 0)
  const earlier = earlierTurns(said)
  const before = contactTexts(earlier)
  const language = detectLanguage(text, before.join('\n'))
  const asked = bareQuestions(texts) || text
  return {
    language,
    question: standAloneQuestion(asked, { before, language }).slice(0, LONGEST_QUESTION).trim(),
    text,
    earlier,
    ...applyRules(text),
    needsNoAnswer: !unreadable && texts.length > 0 && texts.every(needsNoAnswer),
    unreadable,
  }
}

/** Cut before anything looks at it: a log that somebody pasted must not cost more than it says. */
const ownText = (entry: Entry): string => stripQuotedMail(entry.text.slice(0, LONGEST_TEXT))

const contactTexts = (earlier: Understanding['earlier']): readonly string[] =>
  earlier.filter(({ by }) => by === 'contact').map(({ text }) => text)
