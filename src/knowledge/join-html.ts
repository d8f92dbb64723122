import { parser, type Token } from 'marked'

/** A stretch of a file: Markdown, or HTML in it. */
type Stretch = Pick<Token, 'type' | 'raw'>

/**
 * Markdown ends a piece of HTML at a blank line, and takes deeply indented tags below it for code. Tables and lists that go
 * on beyond it become one piece again; those that hold more than tags and paragraphs stay the Markdown that they are around.
 */
export function joinHtml(tokens: readonly Token[]): readonly Stretch[] {
  const joined: Stretch[] = []
  let held: Token[] = []
  let depth = 0
  for (const token of tokens) {
    if (depth > 0 ? isHtml(token) : token.type === 'html') depth = Math.max(depth + countOpened(token.raw), 0)
    if (depth > 0) held.push(token)
    else if (held.length === 0) joined.push(token)
    else {
      for (const one of join([...held, token])) joined.push(one)
      held = []
    }
  }
  return [...joined, ...held]
}

const join = (held: readonly Token[]): readonly Stretch[] =>
  held.every(isSimple) ? [{ type: 'html', raw: held.map(toHtml).join('') }] : held

const isHtml = (token: Token): boolean =>
  token.type === 'html' || (token.type === 'code' && /^(?: {4}|\t)\s*<\/?[a-z]/i.test(token.raw))

const isSimple = (token: Token): boolean => isHtml(token) || ['space', 'paragraph'].includes(token.type)

const toHtml = (token: Token): string => (token.type === 'paragraph' ? parser([token]) : token.raw)

const SPANNING = /<(\/?)(?:table|[uo]l)\b/gi

/** How many more tables and lists begin than end. */
const countOpened = (html: string): number =>
  [...html.matchAll(SPANNING)].reduce((sum, [, end]) => sum + (end ? -1 : 1), 0)
