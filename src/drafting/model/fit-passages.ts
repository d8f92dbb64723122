import type { Passage } from '../../domain/passage.ts'

/** What the passages of one prompt may take. A token is about four letters of English; other scripts have more. */
const MOST_TOKENS = 3_000
const LETTERS_PER_TOKEN = 3

/** The passages that fit into a prompt: the least useful, which stand last, are left out first. */
export function fitPassages(passages: readonly Passage[]): readonly Passage[] {
  let left = MOST_TOKENS
  const fitting: Passage[] = []
  for (const passage of passages) {
    left -= passage.text.length / LETTERS_PER_TOKEN
    if (left < 0 && fitting.length > 0) break
    fitting.push(passage)
  }
  return fitting
}
