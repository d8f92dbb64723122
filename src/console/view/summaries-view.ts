import { html } from 'ghtml'
import { totalsInWords } from '../../delivery/own-words/digest-in-words.ts'
import type { Digest } from '../../domain/digest.ts'
import { documentView } from './document-view.ts'
import { quietLine } from './step-view.ts'
import { timeView } from './time-view.ts'

type Listed = Omit<Digest, 'items'>

const NONE_YET =
  'No summary has been made yet. The first one comes with the next night; npx firstline digest run makes one now.'

/** The days that have a summary, newest first. */
export const summariesView = (digests: readonly Listed[]): string =>
  documentView({
    title: 'Nightly summaries',
    body: html`<section class="panel"><h1>Nightly summaries</h1>
!${digests.length > 0 ? html`<ul class="list">!${digests.map(lineView)}</ul>` : quietLine(NONE_YET)}</section>`,
  })

const lineView = (digest: Listed): string => html`<li class="line">
  <a href="/console/summaries/${digest.date}">${digest.date}</a>
  <p class="asked">${totalsInWords(digest).join(' ')}</p>
  <p class="meta">made !${timeView(digest.createdAt, 'full')}</p>
</li>`
