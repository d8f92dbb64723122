import type { EarlierTurn } from '../domain/understanding.ts'

/** What is searched for together, and what its score counts for; the question itself is the first. */
export type AskedTurn = { readonly text: string; readonly weight: number }

/** A question of so few content words leans on what was said before. */
const SHORT_QUESTION_WORDS = 4

/** benchmarks.md, section 5, the adaptive row: previous contact turn, previous answer, everything older. */
const WEIGHTS = {
  short: { contact: 0.6, team: 0.4, older: 0.2 },
  long: { contact: 0.2, team: 0.2, older: 0.1 },
}

/** Earlier turns (newest first) with their weights, for a question of so many content words. */
export function weighTurns(earlier: readonly EarlierTurn[], questionWords: number): readonly AskedTurn[] {
  const weights = questionWords <= SHORT_QUESTION_WORDS ? WEIGHTS.short : WEIGHTS.long
  const contact = earlier.find(({ by }) => by === 'contact')
  const team = earlier.find(({ by }) => by === 'team')
  const older = earlier.filter((turn) => turn !== contact && turn !== team)
  return [
    { text: contact?.text ?? '', weight: weights.contact },
    { text: team?.text ?? '', weight: weights.team },
    { text: older.map(({ text }) => text).join('\n'), weight: weights.older },
  ]
}
