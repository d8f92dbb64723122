import { type HtmlToken, readHtml } from '../html/read-html.ts'
import { writeHtml } from '../html/write-html.ts'

const ADDRESS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g

const linkify = (text: string): HtmlToken[] => {
  const found = [...text.matchAll(ADDRESS)]
  const pieces = found.flatMap((match, index): HtmlToken[] => {
    const before = found[index - 1]
    const from = before ? before.index + before[0].length : 0
    const [address] = match
    return [
      { kind: 'text', text: text.slice(from, match.index) },
      { kind: 'open', name: 'a', address },
      { kind: 'text', text: address },
      { kind: 'close', name: 'a' },
    ]
  })
  const last = found.at(-1)
  return [...pieces, { kind: 'text', text: text.slice(last ? last.index + last[0].length : 0) }]
}

/** Pictures inside a text stay words: the page loads nothing from elsewhere. */
const showable = (token: HtmlToken): HtmlToken =>
  token.kind === 'open' && token.name === 'img' ? { kind: 'text', text: '[image]' } : token

/** A stored body as harmless HTML: bodies come from people and programs nobody here trusts. */
export const bodyView = (bodyHtml: string): string => {
  let inLink = false
  const tokens = readHtml(bodyHtml).flatMap((token) => {
    if (token.kind !== 'text' && token.name === 'a') inLink = token.kind === 'open'
    return token.kind === 'text' && !inLink ? linkify(token.text) : [showable(token)]
  })
  return writeHtml(tokens)
}
