import { html } from 'ghtml'
import { headline, toneOf } from '../headline.ts'
import type { NewestConversation } from '../read-newest.ts'
import { reasonOf } from '../reason-of.ts'
import { documentView } from './document-view.ts'
import { chip, quietLine } from './step-view.ts'
import { timeView } from './time-view.ts'

/** The conversations that were written into last, each with what its newest turn came to. */
export const listView = (conversations: readonly NewestConversation[]): string =>
  documentView({
    title: 'Conversations',
    body: html`<section class="panel"><h1>Conversations</h1>
!${conversations.length > 0 ? html`<ul class="list">!${conversations.map(lineView)}</ul>` : quietLine('Nobody has written yet.')}</section>`,
  })

function lineView(conversation: NewestConversation): string {
  const { id, at, question } = conversation
  const ending = { ...conversation, outcome: conversation.outcome ?? undefined }
  const reason = reasonOf(conversation)
  return html`<li class="line ${toneOf(ending)}">
  <a href="/console/conversations/${encodeURIComponent(id)}">${headline(ending)}</a> !${workChip(conversation)}
  !${question ? html`<p class="asked">${question}</p>` : ''}
  <p class="meta">!${timeView(at, 'full')} · <code>${id}</code> ${reason === '' ? '' : `· ${reason}`}</p>
</li>`
}

function workChip({ isWaiting, isSending, isDeleted }: NewestConversation): string {
  if (isDeleted) return chip('deleted')
  if (isSending) return chip('sending', 'people')
  return isWaiting ? chip('waiting', 'contact') : ''
}
