import { html } from 'ghtml'
import { contactInWords, standInWords, totalsInWords } from '../../delivery/own-words/digest-in-words.ts'
import { urgencyInWords } from '../../delivery/own-words/urgency-in-words.ts'
import type { Digest, DigestItem, DigestTotals } from '../../domain/digest.ts'
import { documentView } from './document-view.ts'
import { chip, factsView, plain, quietLine } from './step-view.ts'
import { timeView } from './time-view.ts'

/** The summary of one day: what is unresolved, and what needs a person first. */
export function summaryView(digest: Digest): string {
  const { date, items } = digest
  return documentView({
    title: `Summary of ${date}`,
    body: html`!${totalsView(digest)}
!${partView(
      digest,
      'Need a person first',
      items.filter(({ first }) => first),
    )}
!${partView(
      digest,
      'The others',
      items.filter(({ first }) => !first),
    )}`,
  })
}

function totalsView(digest: Digest): string {
  const { date, totals, createdAt, timezone, items } = digest
  const [counted = '', ...more] = totalsInWords(digest)
  return html`<section class="panel summary"><h1>Unresolved on ${date}</h1>
<p class="decided">${counted}</p>!${more.map((line) => html`<p>${line}</p>`)}
!${
    items.length > 0
      ? html`<div class="counts">!${factsView([
          ['By owner', countsView(totals.byOwner)],
          ['By topic', countsView(totals.byTopic)],
        ])}</div>`
      : quietLine('Nothing is left over. Enjoy the day.')
  }
<p class="meta">Made !${timeView(createdAt, 'full')} UTC; the day is that of ${timezone}.</p></section>`
}

const countsView = (counts: DigestTotals['byOwner']): string =>
  html`<ul class="chips">!${counts.map(({ name, count }) => html`<li>!${chip(`${name} ${count}`)}</li>`)}</ul>`

const partView = ({ createdAt }: Digest, title: string, items: readonly DigestItem[]): string =>
  items.length === 0
    ? ''
    : html`<section class="panel"><h2>${title}</h2>
<ol class="items">!${items.map((item) => itemView(item, createdAt))}</ol></section>`

function itemView(item: DigestItem, at: Date): string {
  const { conversationId, problem, tried, nextStep, urgencies, by } = item
  const tone = urgencies.length > 0 ? 'people' : ''
  return html`<li class="line ${tone}">
  <a href="/console/conversations/${encodeURIComponent(conversationId)}">${problem ?? 'Erased'}</a>
  <p class="meta"><b>${contactInWords(item)}</b> · ${standInWords(item, at).join(' · ')}</p>
  !${urgencies.length > 0 ? html`<ul class="chips">!${urgencies.map((one) => html`<li>!${chip(urgencyInWords(one), 'people')}</li>`)}</ul>` : ''}
  !${factsView([
    ...(tried === null ? [] : ([['Tried', plain(tried)]] as const)),
    ...(nextStep === null ? [] : ([['Next', html`<b>${nextStep}</b>`]] as const)),
  ])}
  <p class="meta"><code>${conversationId}</code> · ${by === 'model' ? 'summarised by the model' : 'in the words of the conversation'}${fellBack(item)}</p>
</li>`
}

const fellBack = ({ fellBack: because }: DigestItem): string =>
  because ? ` (the model’s summary was not taken: ${because.replaceAll('_', ' ')})` : ''
