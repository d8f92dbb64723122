import { compile } from 'html-to-text'
import { keepable } from '../domain/keepable.ts'

/** A body as plain text, and how many inline images it holds: `<img>` rides in the body, not in `attachments`. */
export type BodyText = { readonly text: string; readonly images: number }

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']

const OPTIONS = {
  wordwrap: false as const,
  limits: { maxInputLength: 1_000_000, maxDepth: 60 },
  selectors: [
    { selector: 'img', format: 'skip' },
    {
      selector: 'a',
      options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] as [string, string] },
    },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    // Written as they are, not in capitals: a heading may hold a name.
    ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false } })),
    // A line for each cell: side by side they would run together.
    ...['td', 'th'].map((selector) => ({
      selector,
      format: 'block',
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
  ],
}

/** Compiled once: its decision tree costs more than most bodies. */
const toText = compile(OPTIONS)

/** REST bodies are HTML, webhook bodies since 2.15 plain text: both are read. */
export function bodyText(body: string | null | undefined): BodyText {
  if (!body) return { text: '', images: 0 }
  if (!/<[a-z!/]/i.test(body)) return { text: keepable(body).trim(), images: 0 }
  return { text: keepable(toText(body)).trim(), images: body.match(/<img\b/gi)?.length ?? 0 }
}
