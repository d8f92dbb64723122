import type { Dice } from './dice.ts'
import { teammateDeed } from './make-scene.ts'
import type { Trouble } from './schedule.ts'

type Fault = Trouble['fault']

/** What goes wrong with the next calls: somebody acts at a chosen moment, or up to four of them fail. */
export const makeTroubles = (dice: Dice): readonly Trouble[] =>
  dice.chance(0.3) ? makeRace(dice) : Array.from({ length: dice.between(1, 4) }, () => makeTrouble(dice))

const makeTrouble = (dice: Dice): Trouble =>
  dice.chance(0.2)
    ? { call: 'read', fault: readFault(dice) }
    : { call: dice.oneOf(['write', 'write', 'write', 'write', 'assign', 'tag']), fault: writeFault(dice) }

const readFault = (dice: Dice): Fault =>
  dice.oneOf<Fault>([
    { status: 500 },
    { status: 429, retry_after: dice.between(0, 3) },
    { status: 502, body_html: '<html>Bad gateway</html>' },
    { delay_ms: dice.ms(100, 2_000) },
    ...(dice.chance(0.2) ? [{ timeout: 'before' }] : []),
  ])

/** Every third is settled by looking for a part that is not to be seen yet. */
const writeFault = (dice: Dice): Fault => dice.oneOf([unknownAndLate, unknownOutcome, knownOutcome])(dice)

/** A part is visible well within what is promised, 30 s after its POST began. */
const unknownAndLate = (dice: Dice): Fault => ({
  ...dice.oneOf<Fault>([{ status: 503, effect: 'done' }, { timeout: 'after' }]),
  late_ms: dice.ms(1_000, 20_000),
})

const unknownOutcome = (dice: Dice): Fault =>
  dice.oneOf<Fault>([
    { status: 500 },
    { status: 500, effect: 'done' },
    { status: 502, body_html: '<html>Bad gateway</html>' },
    { body_html: '<html>Hello</html>', effect: 'done' },
    { timeout: 'before' },
    { timeout: 'after' },
  ])

const knownOutcome = (dice: Dice): Fault =>
  dice.oneOf<Fault>([
    { status: 429, retry_after: dice.between(0, 3) },
    { delay_ms: dice.ms(100, 3_000) },
    { late_ms: dice.ms(1_000, 20_000) },
  ])

/** Somebody acts at a chosen moment: around the turn's first read, around the fence's, or around the write. */
function makeRace(dice: Dice): readonly Trouble[] {
  const deed = dice.chance(0.3)
    ? ({ act: 'contact', body: { body: 'And how do I change my plan?' } } as const)
    : teammateDeed(dice)
  const race = { race: { moment: dice.oneOf(['before', 'after']), ...deed } }
  return dice.oneOf<readonly Trouble[]>([
    [{ call: 'read', fault: race }],
    [
      { call: 'read', fault: { delay_ms: 1 } },
      { call: 'read', fault: race },
    ],
    [{ call: 'write', fault: race }],
  ])
}
