import type { Unit } from '../reading/read-units.ts'
import { type ScoredUnit, type Scoring, scoreUnits } from './score-units.ts'

const MOST_UNITS = 3
/** What one more sentence must add of the question's words to be worth reading. */
const LEAST_GAIN = 0.2
/** What the passages may leave unsaid of the question's words. */
const MOST_UNKNOWN = 0.4
const HOW_TO = /\b(?:how (?:do|can|to)|cómo|wie (?:kann|\w+e ich|\w+en wir))/i

/** The units that answer a question best, none when the best covers less than `least` of it. */
export const chooseUnits = (question: string, units: readonly Unit[], least: number): readonly Unit[] => {
  const scoring = scoreUnits(question, units)
  const [best] = scoring.units
  if (!best || best.coverage < least || (scoring.unknownShare > MOST_UNKNOWN && least > 0)) return []
  const more = addUncovered(best, scoring)
  const steps = HOW_TO.test(question) ? stepsBeside(best.unit, units) : []
  return [...new Set([best.unit, ...steps, ...more])].slice(0, MOST_UNITS)
}

/** Units that cover what the best one leaves open. */
function addUncovered(best: ScoredUnit, { units, weightOf, weightOfAll }: Scoring): readonly Unit[] {
  const covered = new Set(best.covers)
  return units.flatMap(({ unit, covers }) => {
    const gained = [...covers].filter((word) => !covered.has(word))
    const gain = gained.reduce((sum, word) => sum + weightOf(word), 0)
    if (gain < LEAST_GAIN * weightOfAll || unit.passage.title !== best.unit.passage.title) return []
    for (const word of gained) covered.add(word)
    return [unit]
  })
}

const stepsBeside = (best: Unit, units: readonly Unit[]): readonly Unit[] =>
  units
    .filter(
      ({ kind, passage, heading }) =>
        kind === 'steps' && passage === best.passage && heading === best.heading,
    )
    .slice(0, 1)
