import { createRandom } from '../../../src/evaluation/create-random.ts'

/** Chance with a seed, in the words of a schedule. */
export type Dice = {
  readonly chance: (probability: number) => boolean
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number
  /** The same in milliseconds, at the pace of the run. */
  readonly ms: (least: number, most: number) => number
  readonly oneOf: <Item>(items: readonly [Item, ...Item[]]) => Item
  readonly shuffled: <Item>(items: readonly Item[]) => readonly Item[]
}

/** `hurry`: how many times faster than in the wild things happen that the service waits for. */
export function createDice(seed: number, hurry = 1): Dice {
  const { next, pick } = createRandom(seed)
  const between: Dice['between'] = (least, most) => least + Math.floor(next() * (most - least + 1))
  return {
    chance: (probability) => next() < probability,
    between,
    ms: (least, most) => Math.max(1, Math.round(between(least, most) / hurry)),
    oneOf: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    shuffled: (items) => pick(items, items.length),
  }
}
