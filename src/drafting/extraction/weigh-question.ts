import type { Language } from '../../domain/language.ts'
import type { EarlierTurn, Understanding } from '../../domain/understanding.ts'
import { analyseText } from '../../knowledge/analyse-text.ts'
import { contradicts } from '../verification/opposites.ts'

/** A stemmed content word of the question; `weight` is less for words of earlier turns. */
export type AskedWord = { readonly word: string; readonly weight: number }

/** So few content words lean on what was said before: "and yearly?" */
const FOLLOW_UP_WORDS = 3
const EARLIER_WEIGHTS = { contact: 0.4, team: 0.15 }

/** The words to look for: the question's own, and for a follow-up those of the last turns with less weight. */
export function weighQuestion({ question, language, earlier }: Understanding): readonly AskedWord[] {
  const own = [...new Set(ownWords(question, language))]
  const asked = own.map((word) => ({ word, weight: 1 }))
  if (own.length > FOLLOW_UP_WORDS) return asked
  const before = [earlier.find(({ by }) => by === 'contact'), earlier.find(({ by }) => by === 'team')]
  const said = before.flatMap((turn) => (turn ? wordsOf(turn, question, language) : []))
  const fresh = said.filter(({ word }, index) => said.findIndex((one) => one.word === word) === index)
  return [...asked, ...fresh.filter(({ word }) => !own.includes(word))]
}

/** "And yearly?" after a question about the monthly plan no longer means the monthly plan. */
function wordsOf({ text, by }: EarlierTurn, question: string, language: Language): readonly AskedWord[] {
  const kept = text.split(/\s+/).filter((word) => !contradicts(question, word))
  return analyseText(kept.join(' '), language).map((word) => ({ word, weight: EARLIER_WEIGHTS[by] }))
}

/** German verbs that come apart: "Wie setze ich es zurück?" asks for `zurücksetzen`. */
const PARTICLE = /^(.+)\s(zurück|ab|an|auf|aus|ein|um|hinzu|weiter|fest|frei|hoch|runter)[\s?.!]*$/isu

function ownWords(question: string, language: Language): readonly string[] {
  const [, head, particle] = (language === 'de' && PARTICLE.exec(question)) || []
  if (!head || !particle) return analyseText(question, language)
  const [verb, ...rest] = analyseText(head, language)
  return verb ? [...analyseText(particle + verb, language), ...rest] : analyseText(question, language)
}
