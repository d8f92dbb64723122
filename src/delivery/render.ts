import type { Claim, Draft } from '../domain/draft.ts'
import type { Passage } from '../domain/passage.ts'
import { disclosure, sourcesHeading } from './own-words/own-words.ts'

/** Text as HTML: everything a contact, an article or a model wrote is escaped; line breaks are kept. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(/\r?\n/g, '<br>')

export const paragraph = (html: string): string => `<p>${html}</p>`

const link = (title: string, url: string): string => `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>`

/** The reply as the contact sees it: the claims, their sources, and on a first reply who wrote it. */
export function renderReply(
  draft: Draft,
  { discloseAs }: { readonly discloseAs: string | undefined },
): string {
  return [
    ...claimGroups(draft.claims).map((claims) =>
      paragraph(claims.map(({ text }) => escapeHtml(text)).join(' ')),
    ),
    ...(draft.sources.length > 0 ? [renderSources(draft)] : []),
    ...(discloseAs ? [renderDisclosure(discloseAs, draft.language)] : []),
  ].join('')
}

export const renderDisclosure = (botName: string, language: string): string =>
  paragraph(`<i>${escapeHtml(disclosure(botName, language))}</i>`)

function renderSources({ sources, language }: Draft): string {
  const links = sources.map(({ title, url }) => link(title, url)).join(', ')
  return paragraph(`${escapeHtml(sourcesHeading(language))} ${links}`)
}

/** Claims from one passage make one paragraph; a list is one by itself. */
function claimGroups(claims: readonly Claim[]): readonly (readonly Claim[])[] {
  const groups: Claim[][] = []
  for (const claim of claims) {
    const open = groups.at(-1)
    if (open?.every((other) => belongTogether(other, claim))) open.push(claim)
    else groups.push([claim])
  }
  return groups
}

const belongTogether = (one: Claim, other: Claim): boolean =>
  one.citation.chunkId === other.citation.chunkId && !isList(one) && !isList(other)

const isList = ({ text }: Claim): boolean => text.includes('\n')

/** Each sentence of a draft with the article behind it, for teammates. */
export function renderClaims(draft: Draft, passages: readonly Passage[]): string {
  const items = draft.claims.map(({ text, citation }) => {
    const passage = passages.find((candidate) => candidate.chunkId === citation.chunkId)
    const source = passage?.url
      ? link(passage.title, passage.url)
      : escapeHtml(passage?.title ?? 'unknown source')
    return `<li>${escapeHtml(text)} (${source})</li>`
  })
  return `<ul>${items.join('')}</ul>`
}
