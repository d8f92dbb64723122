import type { Block } from '../domain/article.ts'
import { htmlMarkdown } from '../knowledge/html-markdown.ts'
import { readMarkdown } from '../knowledge/read-markdown.ts'
import { readPlainText } from '../knowledge/read-plain-text.ts'

/** A heading, a fence around code, the line below the heads of a table, or a link: nobody writes these by chance. */
const MARKDOWN = /^ {0,3}(?:#{1,6} +\S|```|~~~|\|? *:?-{2,}:? *\|[-:| ]*$)|\[[^\][\n]+\]\([^()\s]+\)/m
const HTML = /^\s*<(?:!doctype|html|body|main|article|section|div|p|h[1-6]|[uo]l|table)\b/i

/** Reads a text of which nobody says what it is: Markdown, HTML or plain text, by the signs in it. */
export async function readText(text: string): Promise<readonly Block[]> {
  if (HTML.test(text)) return readMarkdown(await htmlMarkdown(text))
  return MARKDOWN.test(text) ? readMarkdown(text) : readPlainText(text)
}
