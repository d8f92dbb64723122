/** BM25F constants (benchmarks.md, section 3, step 3). */
export const K1 = 2
export const TITLE_WEIGHT = 3
export const TITLE_B = 0.5
export const BODY_B = 0.75

/** How much a term tells (idf): never negative, greatest where no chunk holds it. */
export const rarity = (chunks: number, withTerm: number): number =>
  Math.log(1 + (chunks - withTerm + 0.5) / (withTerm + 0.5))

/** How often a term stands in a chunk, and how long the chunk is beside the average one (1 = average). */
export type Occurrence = {
  readonly inTitle: number
  readonly inBody: number
  readonly titleLength: number
  readonly bodyLength: number
}

/** What a term of weight 1 adds to a chunk's score: each repetition less than the one before, never above k1 + 1. */
export function saturate(
  { inTitle, inBody, titleLength, bodyLength }: Occurrence,
  { k1 }: { readonly k1: number },
): number {
  const amount =
    (TITLE_WEIGHT * inTitle) / (1 - TITLE_B + TITLE_B * titleLength) +
    inBody / (1 - BODY_B + BODY_B * bodyLength)
  return ((k1 + 1) * amount) / (k1 + amount)
}
