/** Shares from 0 to 1. */
export type PairScores = {
  /** Of the pairs that were put together, those of one label. */
  readonly precision: number
  /** Of the pairs of one label, those that were put together. */
  readonly recall: number
}

const pairs = (count: number): number => (count * (count - 1)) / 2

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const sizes = (labels: readonly string[]): readonly number[] =>
  [...Map.groupBy(labels, (label) => label).values()].map(({ length }) => length)

/** How well groups keep to the labels of their members, by pairs of members. */
export function pairsOf(groups: readonly (readonly string[])[]): PairScores {
  const together = sum(groups.map(({ length }) => pairs(length)))
  const alike = sum(sizes(groups.flat()).map(pairs))
  const right = sum(groups.flatMap((group) => sizes(group).map(pairs)))
  return { precision: together === 0 ? 1 : right / together, recall: alike === 0 ? 1 : right / alike }
}
