import { html } from 'ghtml'
import type { Conversation } from '../conversation.ts'
import { avatar } from './entry-view.ts'
import { pageAddress } from './page-address.ts'
import type { PageView } from './page-view.ts'
import { contactName, duration, lastWritten, ownerName, snippet } from './wording.ts'

/** Where Firstline tells why it did what it did in a conversation. */
export const whyLink = (view: PageView, conversation: Conversation): string => {
  if (view.serviceUrl === undefined) return ''
  const address = `${view.serviceUrl}/console/conversations/${conversation.id}`
  const name = contactName(view.company.contacts.find(({ id }) => id === conversation.contactId))
  return html`<a class="why" id="why-${conversation.id}" href="${address}" target="_blank" rel="noopener"
    >Why<span class="unseen"> did the bot do that with ${name}? Opens the console in a new tab</span></a>`
}

/** State, waiting and owner as small labels. */
export const labels = (view: PageView, conversation: Conversation): string => {
  const owner = ownerName(view.company, conversation)
  const since = conversation.waitingSince
  const waits = since !== null && conversation.state !== 'closed'
  return html`<span class="labels">
    <span class="state ${conversation.state}">${conversation.state}</span>
    !${waits ? html`<span class="state waits">${`waiting ${duration(view.nowS - since)}`.trim()}</span>` : ''}
    <span class="owner">${owner ?? 'Unassigned'}</span>
    !${conversation.channel === 'email' ? '<span class="owner">by e-mail</span>' : ''}
  </span>`
}

const item = (view: PageView, conversation: Conversation) => {
  const name = contactName(view.company.contacts.find(({ id }) => id === conversation.contactId))
  const current = conversation.id === view.conversation?.id ? html`aria-current="true"` : ''
  const address = pageAddress(view, { conversation: conversation.id, view: 'thread' })
  return html`<li>
    <a class="pick" id="pick-${conversation.id}" href="${address}" !${current}>
      !${avatar(name, 'contact')}
      <span class="about"><strong>${name}</strong><span class="snippet">${snippet(lastWritten(conversation))}</span>
      !${labels(view, conversation)}</span>
    </a>
    !${whyLink(view, conversation)}
  </li>`
}

const nobody = html`<p class="empty">Nothing here yet. Whatever a customer writes arrives in this list.</p>`

/** The teammates' list of conversations, updated last first. */
export const inboxView = (view: PageView): string => {
  const items = view.conversations.map((conversation) => item(view, conversation))
  return html`<section class="inbox" aria-label="Inbox">
    <header class="bar"><h2>Inbox</h2></header>
    <div class="list" tabindex="0" role="region" aria-label="Conversations">
      <div data-live id="live-list">!${items.length > 0 ? html`<ul>!${items}</ul>` : nobody}</div>
    </div>
  </section>`
}
