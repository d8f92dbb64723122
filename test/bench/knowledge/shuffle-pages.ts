import { createHash } from 'node:crypto'
import type { Article } from '../../../src/domain/article.ts'
import { createRandom } from '../../../src/evaluation/create-random.ts'

/**
 * As many pages again, made of the same paragraphs in another order: words, lengths and how often each word stands
 * somewhere are those of real pages. A round has a number, so that no two are alike.
 */
export function shufflePages(pages: readonly Article[], round: number): readonly Article[] {
  const paragraphs = createRandom(round).pick(
    pages.flatMap(({ text }) => text.split(/\n{2,}/)),
    Number.POSITIVE_INFINITY,
  )
  let next = 0
  return pages.map((page) => {
    const length = page.text.split(/\n{2,}/).length
    const text = paragraphs.slice(next, next + length).join('\n\n')
    next += length
    const path = `shuffled-${round}/${page.path.replaceAll('/', '-')}`
    return { ...page, path, text, version: createHash('sha256').update(`${path}\n${text}`).digest('hex') }
  })
}
