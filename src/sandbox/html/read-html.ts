/** A piece of HTML. Text is decoded; of all attributes only a link's or image's address is kept. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly address: string | null }
  | { readonly kind: 'close'; readonly name: string }

// No alternative crosses a '<' and a name can't be cut short, so a hostile 100 kB body is read in one pass.
const MARKUP = /<!--[^<>]*-->|<(\/?)([a-z][a-z0-9]*)(?![a-z0-9])((?:"[^"<>]*"|'[^'<>]*'|[^'"<>])*)>/gi
const ADDRESS = /(?:^|\s)(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos|nbsp));/gi
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

const fromCodePoint = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')

const decode = (text: string) =>
  text.replace(ENTITY, (_, hex?: string, decimal?: string, name?: string) => {
    if (hex) return fromCodePoint(Number.parseInt(hex, 16))
    if (decimal) return fromCodePoint(Number(decimal))
    return NAMED[name?.toLowerCase() ?? ''] ?? ''
  })

const readAddress = (attributes: string) => {
  const found = ADDRESS.exec(attributes)
  return found ? decode(found[1] ?? found[2] ?? found[3] ?? '') : null
}

const textToken = (text: string): HtmlToken[] => (text === '' ? [] : [{ kind: 'text', text: decode(text) }])

const tagToken = ([, slash, name, attributes]: RegExpMatchArray): HtmlToken[] => {
  if (!name) return []
  if (slash) return [{ kind: 'close', name: name.toLowerCase() }]
  return [{ kind: 'open', name: name.toLowerCase(), address: readAddress(attributes ?? '') }]
}

/** Splits HTML into tokens. What isn't a well-formed tag is text, so nothing is ever lost or guessed. */
export const readHtml = (html: string): readonly HtmlToken[] => {
  const tags = [...html.matchAll(MARKUP)]
  const tokens = tags.flatMap((tag, index) => {
    const before = tags[index - 1]
    const from = before ? before.index + before[0].length : 0
    return [...textToken(html.slice(from, tag.index)), ...tagToken(tag)]
  })
  const last = tags.at(-1)
  return [...tokens, ...textToken(html.slice(last ? last.index + last[0].length : 0))]
}
