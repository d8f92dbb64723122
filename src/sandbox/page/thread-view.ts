import { html } from 'ghtml'
import type { Conversation } from '../conversation.ts'
import { inboxEntry } from './entry-view.ts'
import { labels, whyLink } from './inbox-view.ts'
import { pageAddress } from './page-address.ts'
import type { PageView } from './page-view.ts'
import { contactName } from './wording.ts'

const hidden = (conversation: Conversation) =>
  html`<input type="hidden" name="conversation" value="${conversation.id}" />`

const assignees = (view: PageView) => {
  const { teams, admins, botTeamId } = view.company
  const option = (value: string, name: string) => html`<option value="${value}">${name}</option>`
  return [
    ...teams.filter(({ id }) => id !== botTeamId).map(({ id, name }) => option(`team:${id}`, `Team ${name}`)),
    ...admins.filter(({ hasInboxSeat }) => hasInboxSeat).map(({ id, name }) => option(`admin:${id}`, name)),
    option('nobody', 'Nobody'),
  ]
}

const actions = (view: PageView, conversation: Conversation) => {
  const toggle = conversation.state === 'open' ? ['close', 'Close'] : ['open', 'Reopen']
  return html`<form class="actions" method="post" action="/page/manage" id="manage">
    !${hidden(conversation)}
    <input type="hidden" name="admin" value="${view.admin.id}" />
    <button name="action" value="bot" id="act-bot">Give back to the bot</button>
    <button name="action" value="!${toggle[0]}" id="act-toggle">${toggle[1]}</button>
    <button name="action" value="snooze" id="act-snooze">Snooze 1 h</button>
    <span class="assign">
      <label class="unseen" for="assignee">Assign to</label>
      <select id="assignee" name="assignee">!${assignees(view)}</select>
      <button name="action" value="assign" id="act-assign">Assign</button>
    </span>
  </form>`
}

const writers = (view: PageView) =>
  view.company.admins
    .filter(({ id, hasInboxSeat }) => hasInboxSeat && id !== view.company.botAdminId)
    .map(({ id, name }) => {
      const selected = id === view.admin.id ? 'selected' : ''
      return html`<option value="${id}" ${selected}>${name}</option>`
    })

const composer = (view: PageView, conversation: Conversation) => html`
  <form id="answer" class="composer" method="post" action="/page/answer">
    !${hidden(conversation)}
    <fieldset class="kinds">
      <legend class="unseen">What you write</legend>
      <label><input type="radio" name="kind" value="comment" checked /> Reply</label>
      <label><input type="radio" name="kind" value="note" /> Note</label>
    </fieldset>
    <label class="unseen" for="text">Your text as a teammate</label>
    <textarea id="text" name="body" rows="2" placeholder="Write as a teammate…" required></textarea>
    <div class="row">
      <label>as <select name="admin">!${writers(view)}</select></label>
      <span class="buttons">
        <button name="after" value="close">Send and close</button>
        <button class="primary" name="after" value="stay">Send</button>
      </span>
    </div>
  </form>`

const about = (view: PageView, conversation: Conversation) => {
  const contact = view.company.contacts.find(({ id }) => id === conversation.contactId)
  return html`<header class="bar">
    <a class="back narrow" id="to-list" href="${pageAddress(view, { conversation: conversation.id, view: 'inbox' })}">Inbox</a>
    <div class="who"><h2>${contactName(contact)}</h2>!${labels(view, conversation)}</div>
    !${whyLink(view, conversation)}
  </header>`
}

const entries = (view: PageView, conversation: Conversation) =>
  html`<ol class="entries">!${[conversation.source, ...conversation.parts].map((entry) => inboxEntry(view.company, entry))}</ol>`

const welcome = html`<div class="welcome">
  <h2>See a first answer happen</h2>
  <ol>
    <li>Be a customer: pick a question in the messenger, or write your own.</li>
    <li>It arrives here, in the team’s inbox. The bot reads the articles, and answers or hands over.</li>
    <li>Be a teammate: reply, leave a note, assign it, or give it back to the bot.</li>
  </ol>
  <p>“Why” opens what the bot read, what it decided and the rule that made it.</p>
</div>`

/** The open conversation as teammates see it, notes and assignments included. */
export const threadView = (view: PageView): string => {
  const { conversation } = view
  return html`<section class="thread" aria-label="Conversation">
    <div data-live id="live-about">!${conversation ? about(view, conversation) : ''}</div>
    <div data-live id="live-actions">!${conversation ? actions(view, conversation) : ''}</div>
    <div class="scroll" tabindex="0" role="region" aria-label="Entries">
      <div data-live id="live-thread">!${conversation ? entries(view, conversation) : welcome}</div>
    </div>
    <div data-own id="own-answer">!${conversation ? composer(view, conversation) : ''}</div>
  </section>`
}
