/** One request may hold so many texts, and so many letters of them (OpenAI: 2,048 texts, 300,000 tokens). */
export const MOST_TEXTS = 64
const MOST_LETTERS = 100_000

type Text = { readonly articleVersion: string; readonly text: string }

/**
 * The first of the waiting chunks that go into one request. An article is not cut where it fits as a whole, so that its
 * vectors appear together; the first chunk always goes.
 */
export function cutBatch<Chunk extends Text>(waiting: readonly Chunk[]): readonly Chunk[] {
  const fitting = waiting.slice(0, MOST_TEXTS).filter(createFits())
  const [next] = waiting.slice(fitting.length)
  if (!next) return fitting
  const whole = fitting.filter(({ articleVersion }) => articleVersion !== next.articleVersion)
  return whole.length > 0 ? whole : fitting
}

/** Says yes up to the first text that is too much. */
function createFits(): (chunk: Text, index: number) => boolean {
  let letters = 0
  return ({ text }, index) => {
    letters += text.length
    return index === 0 || letters <= MOST_LETTERS
  }
}
