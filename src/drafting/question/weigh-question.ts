import type { Language } from '../../domain/language.ts'
import type { QuestionWord } from '../../domain/passage.ts'
import type { EarlierTurn, Understanding } from '../../domain/understanding.ts'
import { analyseText } from '../../knowledge/analyse-text.ts'
import { isFaintWord } from '../../knowledge/faint-words.ts'
import { contradicts } from '../verification/opposites.ts'

/** A stemmed word of the question that names a subject; the heavier, the more an answer must speak to it. */
export type AskedWord = {
  readonly word: string
  readonly weight: number
  /** Whether any article holds it: no quote can speak to a word that none does. */
  readonly isKnown: boolean
}

/** So few words lean on what was said before: "and yearly?" */
const FOLLOW_UP_WORDS = 2
const EARLIER_WEIGHTS = { contact: 0.4, team: 0.15 }

/**
 * The words to look for: the question's own, as retrieval corrected and weighed them, and for a follow-up those of the
 * last turns with less weight. Where nothing was searched, all weigh the same.
 */
export function weighQuestion(
  { question, language, earlier }: Understanding,
  searched: readonly QuestionWord[] = [],
): readonly AskedWord[] {
  const heaviest = Math.max(...searched.map(({ weight }) => weight), 0) || 1
  const own = unique(ownWords(question, language).map((word) => weighWord(word, searched, heaviest)))
  if (own.length > FOLLOW_UP_WORDS) return own
  const before = [earlier.find(({ by }) => by === 'contact'), earlier.find(({ by }) => by === 'team')]
  const said = before.flatMap((turn) => (turn ? wordsOf(turn, question, language) : []))
  return unique([
    ...own,
    ...said.map(({ word, weight }) => ({ word, weight: weight * heaviest, isKnown: true })),
  ])
}

function weighWord(word: string, searched: readonly QuestionWord[], heaviest: number): AskedWord {
  const found = searched.find(({ written }) => written === word)
  if (!found) return { word, weight: heaviest, isKnown: true }
  return { word: found.meant, weight: found.weight, isKnown: found.isKnown }
}

const unique = (words: readonly AskedWord[]): readonly AskedWord[] =>
  words.filter(({ word }, index) => words.findIndex((one) => one.word === word) === index)

/** "And yearly?" after a question about the monthly plan no longer means the monthly plan. */
function wordsOf({ text, by }: EarlierTurn, question: string, language: Language) {
  const kept = text.split(/\s+/).filter((word) => !contradicts(question, word))
  return tellingWords(kept.join(' '), language).map((word) => ({ word, weight: EARLIER_WEIGHTS[by] }))
}

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
