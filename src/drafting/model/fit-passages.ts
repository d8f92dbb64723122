import type { Passage } from '../../domain/passage.ts'

/**
 * What the passages of one prompt may take: less than half of what the five best articles would as a whole, with what is
 * needed in it as often (docs/retrieval.md). A token is about four letters of English; other scripts have more.
 */
const MOST_TOKENS = 2_000
const LETTERS_PER_TOKEN = 3

/** The passages that fit into a prompt, by rank. One of each article goes before a second one of any. */
export function fitPassages(passages: readonly Passage[]): readonly Passage[] {
  const isFirst = ({ article }: Passage, index: number) =>
    passages.findIndex((other) => other.article === article) === index
  const firsts = passages.filter(isFirst)
  const fitting = new Set(
    takeFitting([...firsts, ...passages.filter((passage) => !firsts.includes(passage))]),
  )
  return passages.filter((passage) => fitting.has(passage))
}

function takeFitting(passages: readonly Passage[]): readonly Passage[] {
  let left = MOST_TOKENS
  const fitting: Passage[] = []
  for (const passage of passages) {
    left -= passage.text.length / LETTERS_PER_TOKEN
    if (left < 0 && fitting.length > 0) break
    fitting.push(passage)
  }
  return fitting
}
