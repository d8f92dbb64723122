import { convert } from 'html-to-text'
import type { Article, Block } from '../domain/article.ts'
import { htmlMarkdown } from './html-markdown.ts'
import { readMarkdown } from './read-markdown.ts'
import { readPlainText } from './read-plain-text.ts'

export type PlainReading =
  | { readonly kind: 'read'; readonly title: string; readonly blocks: readonly Block[] }
  | { readonly kind: 'problem'; readonly problem: string }

/**
 * A text or HTML file: it has no front matter, so it is public, English, and titled by its `<title>`, its first heading
 * or its name.
 */
export const parsePlainFile = (path: string, file: string): Promise<PlainReading> =>
  path.endsWith('.txt') ? parseText(path, file) : parseHtml(path, file)

const parseText = async (path: string, text: string): Promise<PlainReading> => ({
  kind: 'read',
  title: titleOfFile(path),
  blocks: readPlainText(text),
})

async function parseHtml(path: string, html: string): Promise<PlainReading> {
  try {
    const blocks = await readMarkdown(await htmlMarkdown(html))
    return { kind: 'read', title: titleIn(html) ?? titleOfFile(path), blocks }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { kind: 'problem', problem: 'cannot be read as HTML: its tags are nested too deep' }
  }
}

const TITLES = [/<title\b[^<>]*>([^<]*)<\/title>/i, /<h1\b[^<>]*>(.*?)<\/h1>/is]

function titleIn(html: string): string | undefined {
  const found = TITLES.map((pattern) => convert(pattern.exec(html)?.[1] ?? '', { wordwrap: false }).trim())
  return found.find((title) => title !== '')?.replace(/\s+/g, ' ')
}

/** `refund-policy.txt` is "Refund policy". */
function titleOfFile(path: string): string {
  const words = path
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .replace(/[-_]+/g, ' ')
    .trim()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

/** What no front matter says. */
export const PLAIN: Pick<Article, 'audience' | 'locale' | 'sample'> = {
  audience: 'public',
  locale: 'en',
  sample: false,
}
