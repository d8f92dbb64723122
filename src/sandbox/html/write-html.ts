import { escapeHtml } from './escape-html.ts'
import type { HtmlToken } from './read-html.ts'

const ALLOWED = new Set('p b strong i em u s ul ol li a br blockquote code pre h1 h2 h3 h4'.split(' '))
const SILENCED = new Set(['script', 'style', 'title', 'template', 'noscript', 'iframe', 'textarea'])

/** The address of a link, if it is one that a page may follow. */
const webAddress = (address: string | null) => {
  const url = address === null ? null : URL.parse(address)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null
}

const openTag = (name: string, address: string | null) => {
  if (name !== 'a') return `<${name}>`
  const url = webAddress(address)
  return url ? `<a href="${escapeHtml(url)}" target="_blank" rel="nofollow noopener noreferrer">` : '<a>'
}

const closeTags = (names: readonly string[]) =>
  names
    .toReversed()
    .map((name) => `</${name}>`)
    .join('')

type Written = { readonly out: string[]; readonly open: string[]; silence: string | null }

const writeOpen = (written: Written, name: string, address: string | null) => {
  if (SILENCED.has(name)) written.silence = name
  if (!ALLOWED.has(name)) return
  written.out.push(openTag(name, address))
  if (name !== 'br') written.open.push(name)
}

const writeClose = (written: Written, name: string) => {
  const at = written.open.lastIndexOf(name)
  if (at >= 0) written.out.push(closeTags(written.open.splice(at)))
}

const writeToken = (written: Written, token: HtmlToken) => {
  if (written.silence !== null) {
    if (token.kind === 'close' && token.name === written.silence) written.silence = null
    return
  }
  if (token.kind === 'text') written.out.push(escapeHtml(token.text))
  if (token.kind === 'open') writeOpen(written, token.name, token.address)
  if (token.kind === 'close') writeClose(written, token.name)
}

/**
 * Writes tokens as HTML that is safe to show: text escaped, a short list of tags without attributes, links only to
 * http and https, every tag closed. Script and style vanish with their content.
 */
export const writeHtml = (tokens: readonly HtmlToken[]): string => {
  const written: Written = { out: [], open: [], silence: null }
  for (const token of tokens) writeToken(written, token)
  return written.out.join('') + closeTags(written.open)
}
