import type { Random } from './create-random.ts'
import type { DatasetQuery } from './read-dataset.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
/** Of the words of five or more letters, every fourth has one error (benchmarks.md, section 5). */
const SHORTEST_WORD = 5
const EVERY = 4

/** The query with typing errors: a letter left out, added or replaced, or two swapped, but never the first. */
export function misspellQuery(query: DatasetQuery, random: Random): DatasetQuery {
  let longWords = 0
  const text = query.text.replaceAll(/\p{L}+/gu, (word) => {
    const letters = [...word]
    if (letters.length < SHORTEST_WORD || longWords++ % EVERY !== 0) return word
    return misspell(letters, random)
  })
  return { ...query, text }
}

function misspell(letters: readonly string[], random: Random): string {
  const upTo = (count: number) => Math.floor(random.next() * count)
  const place = 1 + upTo(letters.length - 1)
  const other = LETTERS[upTo(LETTERS.length)] ?? ''
  const swapAt = Math.min(place, letters.length - 2)
  const [first = '', second = ''] = letters.slice(swapAt, swapAt + 2)
  const edits = [
    () => letters.toSpliced(place, 1),
    () => letters.toSpliced(place, 0, other),
    () => letters.toSpliced(place, 1, other),
    () => letters.toSpliced(swapAt, 2, second, first),
  ]
  return (edits[upTo(edits.length)]?.() ?? letters).join('')
}
