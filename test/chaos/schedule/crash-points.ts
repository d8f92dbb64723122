import type { DeathOrder } from '../service/create-steps.ts'
import type { Dice } from './dice.ts'

/** Calls to the outside by where they are made: `scope/port` and how many of them are places to die at. */
const CALLS: readonly (readonly [scope: string, calls: number])[] = [
  ['start/db', 8],
  ['start/queue', 8],
  ['start/intercom', 1],
  ['sweep/db', 3],
  ['sweep/intercom', 1],
  ['sweep/queue', 1],
  ['intake/db', 1],
  ['intake/queue', 1],
  ['audit-head/db', 1],
  ['dead-turns/db', 1],
  ['digest/db', 1],
  ['erase-forgotten/db', 1],
  ['knowledge/db', 2],
  ['turn/job', 1],
  // A few turns call it up to three times more, too few to be sent there.
  ['turn/db', 27],
  ['turn/intercom', 6],
]

/** Only where a model is asked. */
const MODEL_CALLS = [['turn/model', 3]] as const

/** Every place to die at, before the call and after it. */
export const crashPoints = (mind: 'extractive' | 'model'): readonly string[] =>
  [...CALLS, ...(mind === 'model' ? MODEL_CALLS : [])].flatMap(([scope, calls]) =>
    Array.from({ length: calls }, (_, index) => `${scope}:${index + 1}`).flatMap((point) => [
      `${point}:before`,
      `${point}:after`,
    ]),
  )

/** Whether `part` names this place, a call with both its moments, or a scope with all its calls. */
const isAt = (place: string, part: string): boolean =>
  place === part || place.startsWith(`${part}:`) || place.startsWith(`${part}/`)

/** The places among `places` that one of `parts` names; all of them where no part is given. */
export const placesAt = (places: readonly string[], parts: readonly string[] = []): readonly string[] =>
  parts.length === 0 ? places : places.filter((place) => parts.some((part) => isAt(place, part)))

/** The place of an order: `turn/db:3:before`. */
export const placeOf = ({ point, moment }: DeathOrder): string => `${point}:${moment}`

/** The first calls of a turn, which every turn comes by. */
const OFTEN = /^(intake|turn\/(job|db:1?\d$))/

/** What comes by often is reached some times before it is died at. */
export function toOrder(dice: Dice, place: string): DeathOrder {
  const [, point = '', moment] = place.match(/^(.+):(before|after)$/) ?? []
  const nth = OFTEN.test(point) ? dice.between(1, 2) : 1
  return { point, moment: moment === 'after' ? 'after' : 'before', nth }
}
