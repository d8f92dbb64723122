import type { Dice } from './dice.ts'
import { makeTroubles } from './make-troubles.ts'
import type { Act, Deed, Deliver, Says, Scene } from './schedule.ts'

/** Answered from the knowledge; the last one belongs to the topic that only suggests. */
const QUESTIONS = [
  'How do I reset my password?',
  'How do I export my data?',
  'How do I change my e-mail address?',
  'Can I pay by bank transfer?',
] as const
/** Handed off. */
const OTHERS = [
  'How can I invite a colleague?',
  'Which colour has your submarine?',
  'Can I talk to a human please?',
] as const
/** Closed where nothing else waits. */
const THANKS = { body: 'Thank you!' } as const
/** The bot cannot read it, and asks for words once. */
const PICTURE = {
  body: '',
  attachments: [{ name: 'screen.png', url: 'https://downloads.intercomcdn.com/i/1.png' }],
} as const

/** A conversation: what the contact writes, what teammates do meanwhile, and what goes wrong. */
export function makeScene(dice: Dice, at: Pick<Scene, 'number' | 'startsAtMs'>): Scene {
  const acts: Act[] = []
  let atMs = 0
  if (dice.chance(0.75)) acts.push({ kind: 'trouble', atMs, troubles: makeTroubles(dice) })
  for (let left = dice.between(0, 5); left > 0; left -= 1) {
    atMs += pause(dice)
    if (dice.chance(0.35)) acts.push({ kind: 'trouble', atMs, troubles: makeTroubles(dice) })
    acts.push({ kind: 'deed', atMs, ...(dice.chance(0.7) ? contactWrites(dice) : somebodyActs(dice)) })
  }
  return { ...at, first: { ...says(dice), deliver: makeDelivery(dice) }, acts }
}

/** In one breath, while the turn runs, or after it. */
const pause = (dice: Dice): number =>
  dice.oneOf([
    () => dice.between(5, 300),
    () => dice.between(300, 2_500),
    () => 2_000 + dice.ms(500, 10_000),
  ])()

const says = (dice: Dice): Says =>
  dice.oneOf<() => Says>([
    () => ({ body: dice.oneOf(QUESTIONS) }),
    () => ({ body: dice.oneOf(QUESTIONS) }),
    () => ({ body: dice.oneOf(QUESTIONS) }),
    () => dice.oneOf<Says>([{ body: dice.oneOf(OTHERS) }, THANKS, PICTURE]),
  ])()

const contactWrites = (dice: Dice): Deed => ({
  act: 'contact',
  body: { ...(dice.chance(0.2) ? THANKS : says(dice)), deliver: makeDelivery(dice) },
})

const somebodyActs = (dice: Dice): Deed => {
  const { act, body } = teammateDeed(dice)
  return { act, body: { ...body, deliver: makeDelivery(dice) } }
}

const BY = { by_admin_id: '$maya' } as const

/** What a teammate may do at any moment; also what a race does at a chosen one. */
export const teammateDeed = (dice: Dice): Deed =>
  dice.oneOf<Deed>([
    { act: 'admin', body: { admin_id: '$maya', body: 'I am on it.' } },
    { act: 'admin', body: { admin_id: '$maya', body: 'A good customer.', kind: 'note' } },
    { act: 'admin', body: { admin_id: '$maya', body: 'Solved, bye.', with: { close: true } } },
    {
      act: 'admin',
      body: { admin_id: '$tom', body: 'Mine.', with: { assign: { type: 'admin', id: '$tom' } } },
    },
    { act: 'assign', body: { ...BY, type: 'admin', id: '$maya' } },
    { act: 'assign', body: { ...BY, type: 'admin', id: '$bot' } },
    { act: 'assign', body: { ...BY, type: 'admin', id: '$bot' } },
    { act: 'close', body: BY },
    { act: 'open', body: BY },
    { act: 'snooze', body: BY },
    { act: 'redact', body: { entry_id: '$entry' } },
    ...(dice.chance(0.2) ? [{ act: 'delete', body: {} } as const] : []),
  ])

/** Webhooks are lost, doubled, late (and so out of order), or come before a read shows what they tell of. */
export function makeDelivery(dice: Dice): Deliver {
  if (dice.chance(0.6)) return {}
  return dice.oneOf<Deliver>([
    { drop: true },
    { times: dice.between(2, 4) },
    { delay_ms: dice.ms(50, 8_000) },
    { delay_ms: dice.ms(50, 2_000), times: 2 },
    { visible_after_ms: dice.ms(300, 20_000) },
  ])
}
