import { createHash } from 'node:crypto'
import type { Article } from '../domain/article.ts'
import { markdownText } from './markdown-text.ts'
import { readFrontMatter } from './read-front-matter.ts'

export type ArticleReading =
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

/** One file of the knowledge folder, by its path below it; problems begin with path and line. */
export function parseArticle(path: string, bytes: Uint8Array): ArticleReading {
  const file = decode(bytes)
  if (file === undefined) return { kind: 'problems', problems: [`${path}: is not UTF-8 text`] }
  const reading = readFrontMatter(file)
  if (reading.kind === 'problems') {
    return { kind: 'problems', problems: reading.problems.map((problem) => `${path}, ${problem}`) }
  }
  const { url, reviewed, owner, ...required } = reading.frontMatter
  const text = withoutTitle(markdownText(reading.body), required.title)
  if (text === '')
    return {
      kind: 'problems',
      problems: [`${path}, line ${countLines(file)}: has no text below its front matter`],
    }
  const content = {
    path,
    topic: path.slice(0, path.indexOf('/')),
    ...required,
    ...(url && { url }),
    ...(reviewed && { reviewed }),
    ...(owner && { owner }),
    text,
  }
  return { kind: 'article', article: { ...content, version: hash(content) } }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n')
  } catch {
    return undefined
  }
}

/** A body that begins with its own title would quote it as an answer. */
const withoutTitle = (text: string, title: string): string =>
  text === title || text.startsWith(`${title}\n`) ? text.slice(title.length).trim() : text

const countLines = (file: string): number => file.trimEnd().split('\n').length

const hash = (content: Omit<Article, 'version'>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
