import type { Dice } from '../schedule/dice.ts'
import type { FrontDoor } from './front-door.ts'

const LANES = 8

/** Law 2 by force: everything that was heard comes twice more, shuffled. Answers how many were taken. */
export async function replay(door: FrontDoor, dice: Dice): Promise<number> {
  const heard = door.heard()
  const waiting = [...dice.shuffled([...heard, ...heard])]
  let taken = 0
  const lane = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if ((await door.hand(next)) === 200) taken += 1
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return taken
}
