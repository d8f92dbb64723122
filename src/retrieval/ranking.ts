/** What a passage's score is made of. Chosen on the dev sets; docs/retrieval.md has the commands. */
export type Ranking = {
  /** Chunks that are looked at more closely. */
  readonly candidates: number
  /** What a pair of neighbouring words adds, beside a word. */
  readonly pairs: number
  /** What likeness of spelling (pieces of four letters) may add, beside a best score by words of 1. */
  readonly pieces: number
  /** What the second best chunk of an article adds to the best one. */
  readonly article: number
}

export const RANKING: Ranking = { candidates: 80, pairs: 0.3, pieces: 0.5, article: 0.1 }
