import type { Language } from '../../domain/language.ts'
import type { QuestionWord } from '../../domain/passage.ts'
import type { Understanding } from '../../domain/understanding.ts'
import { analyseText } from '../../knowledge/analyse-text.ts'
import { isFaintWord } from '../../knowledge/faint-words.ts'

/** A stemmed word of the question that names a subject; the heavier, the more an answer must speak to it. */
export type AskedWord = { readonly word: string; readonly weight: number }

/** What a follow-up only takes over from the question before it counts for less than what it says itself. */
const TAKEN_OVER = 0.4

/** The question's words to look for, as retrieval corrected and weighed them. Where nothing was searched, all weigh the same. */
export function weighQuestion(
  { question, text, language }: Understanding,
  searched: readonly QuestionWord[] = [],
): readonly AskedWord[] {
  const heaviest = Math.max(...searched.map(({ weight }) => weight), 0) || 1
  const own = new Set(ownWords(text, language))
  return unique(
    ownWords(question, language).map((written) => {
      const found = searched.find((one) => one.written === written)
      const weight = found?.weight ?? heaviest
      return { word: found?.meant ?? written, weight: own.has(written) ? weight : weight * TAKEN_OVER }
    }),
  )
}

const unique = (words: readonly AskedWord[]): readonly AskedWord[] =>
  words.filter(({ word }, index) => words.findIndex((one) => one.word === word) === index)

/** German verbs that come apart: "Wie setze ich es zurück?" asks for `zurücksetzen`. */
const PARTICLE = /^(.+)\s(zurück|ab|an|auf|aus|ein|um|hinzu|weiter|fest|frei|hoch|runter)[\s?.!]*$/isu

function ownWords(question: string, language: Language): readonly string[] {
  const [, head, particle] = (language === 'de' && PARTICLE.exec(question)) || []
  if (!head || !particle) return tellingWords(question, language)
  const [verb, ...rest] = tellingWords(head, language)
  return verb ? [...tellingWords(particle + verb, language), ...rest] : tellingWords(question, language)
}

const tellingWords = (text: string, language: Language): readonly string[] =>
  analyseText(text, language).filter((word) => !isFaintWord(word, language))
