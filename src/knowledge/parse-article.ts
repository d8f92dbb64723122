import { createHash } from 'node:crypto'
import { type Article, type Block, blocksText } from '../domain/article.ts'
import { PLAIN, parsePlainFile } from './parse-plain-file.ts'
import { readFrontMatter } from './read-front-matter.ts'
import { readMarkdown } from './read-markdown.ts'

export type ArticleReading =
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

/** One file of the knowledge folder, by its path below it; problems begin with path and, where there is one, line. */
export async function parseArticle(path: string, bytes: Uint8Array): Promise<ArticleReading> {
  if (bytes.length === 0) return problem(`${path}: is empty`)
  const file = decode(bytes)
  if (file === undefined) return problem(`${path}: is not UTF-8 text`)
  if (file.includes('\0')) return problem(`${path}: is not text: it has a NUL byte in it`)
  return path.endsWith('.md') ? parseMarkdown(path, file) : parsePlain(path, file)
}

async function parseMarkdown(path: string, file: string): Promise<ArticleReading> {
  const reading = readFrontMatter(file)
  if (reading.kind === 'problems') {
    return { kind: 'problems', problems: reading.problems.map((one) => `${path}, ${one}`) }
  }
  const { url, reviewed, owner, ...required } = reading.frontMatter
  const blocks = withoutTitle(await readMarkdown(reading.body), required.title)
  if (blocks.length === 0)
    return problem(`${path}, line ${countLines(file)}: has no text below its front matter`)
  return toArticle({
    path,
    topic: topicOf(path),
    ...required,
    ...(url && { url }),
    ...(reviewed && { reviewed }),
    ...(owner && { owner }),
    blocks,
  })
}

async function parsePlain(path: string, file: string): Promise<ArticleReading> {
  const reading = await parsePlainFile(path, file)
  if (reading.kind === 'problem') return problem(`${path}: ${reading.problem}`)
  const { title } = reading
  const blocks = withoutTitle(reading.blocks, title)
  if (blocks.length === 0) return problem(`${path}: has no text in it`)
  return toArticle({ path, topic: topicOf(path), title, ...PLAIN, blocks })
}

const problem = (text: string): ArticleReading => ({ kind: 'problems', problems: [text] })

const topicOf = (path: string): string => path.slice(0, path.indexOf('/'))

const toArticle = (content: Omit<Article, 'text' | 'version'>): ArticleReading => ({
  kind: 'article',
  article: { ...content, text: blocksText(content.blocks), version: versionOf(content) },
})

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n')
  } catch {
    return undefined
  }
}

/** A body that begins with its own title would quote it as an answer. */
export function withoutTitle(blocks: readonly Block[], title: string): readonly Block[] {
  const [first, ...rest] = blocks
  const [line, ...others] = first?.parts.join('\n').split('\n') ?? []
  if (!first || line !== title) return blocks
  return others.length === 0 ? rest : [{ ...first, parts: [others.join('\n')] }, ...rest]
}

const countLines = (file: string): number => file.trimEnd().split('\n').length

/** The same content at the same path is the same version; its text follows from its blocks. */
export const versionOf = (content: Omit<Article, 'text' | 'version'>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
