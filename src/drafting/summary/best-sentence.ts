import type { Language } from '../../domain/language.ts'
import { segmenterOf } from '../../domain/segmenter-of.ts'
import { splitSentences } from '../extraction/split-sentences.ts'
import { isGreeting } from '../understanding/is-greeting.ts'
import { needsNoAnswer } from '../understanding/needs-no-answer.ts'

/** More words than this tell nothing more. */
const ENOUGH_WORDS = 20
/** A question says what is wanted, unless it is a mere "anyone there?". */
const QUESTION_BONUS = 4

/** The sentence that says most of what somebody wants; the first of several. Empty where there is none. */
export function bestSentence(text: string, language: Language): string {
  const sentences = text
    .split('\n')
    .flatMap((line) => splitSentences(line, language).map(({ start, end }) => line.slice(start, end)))
    .filter((sentence) => !needsNoAnswer(sentence) && !isGreeting(sentence))
  const scored = sentences.map((sentence) => ({ sentence, score: scoreOf(sentence, language) }))
  const best = Math.max(...scored.map(({ score }) => score))
  return scored.find(({ score }) => score === best)?.sentence ?? ''
}

const scoreOf = (sentence: string, language: Language): number =>
  Math.min(countWords(sentence, language), ENOUGH_WORDS) + (/[?？؟]/.test(sentence) ? QUESTION_BONUS : 0)

const countWords = (text: string, language: Language): number =>
  [...segmenterOf(language, 'word').segment(text)].filter(({ isWordLike }) => isWordLike).length
