import { html } from 'ghtml'
import { messengerEntry } from './entry-view.ts'
import { pageAddress } from './page-address.ts'
import type { PageView } from './page-view.ts'
import { greeting, suggestedQuestions } from './suggested-questions.ts'
import { clockTime, contactInWords, contactName, contactNote, lastWritten, snippet } from './wording.ts'

const people = (view: PageView) => {
  const links = view.company.contacts.map((contact) => {
    const current = contact.id === view.contact.id ? html`aria-current="true"` : ''
    const name = contactName(contact)
    return html`<li>
      <a id="as-${contact.id}" href="${pageAddress(view, { contact: contact.id })}" !${current}>
        ${contact.name?.split(' ')[0] ?? name}
      </a>
    </li>`
  })
  return html`<nav class="people" aria-label="You are"><ul>!${links}</ul></nav>`
}

const earlier = (view: PageView) => {
  const theirs = view.conversations.filter(({ contactId }) => contactId === view.contact.id)
  if (theirs.length === 0) return ''
  const links = theirs.map((conversation) => {
    const last = lastWritten(conversation)
    return html`<li>
      <a id="mine-${conversation.id}" href="${pageAddress(view, { conversation: conversation.id })}">
        <span>${snippet(last)}</span>
        <time datetime="${new Date(last.createdAt * 1000).toISOString()}" data-time>${clockTime(last.createdAt)}</time>
      </a>
    </li>`
  })
  return html`<h3>Your conversations</h3><ul class="mine">!${links}</ul>`
}

const start = (view: PageView) => {
  const { name, language } = view.contact
  const chips = suggestedQuestions(language).map(
    (question) =>
      html`<li><button class="chip" name="suggested" value="${question}" form="write">${question}</button></li>`,
  )
  return html`<div class="hello">
    <p class="greeting" lang="${language}">${greeting(language)}${name ? ` ${name.split(' ')[0]}` : ''}</p>
    <p>How can we help? Ask in your own words, or start with one of these.</p>
    <ul class="chips" lang="${language}">!${chips}</ul>
    !${earlier(view)}
  </div>`
}

const waiting = html`<li class="waiting">
  <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> Waiting for an answer
</li>`

const talk = (view: PageView) => {
  const { conversation, company } = view
  if (!conversation) return start(view)
  const entries = [conversation.source, ...conversation.parts].map((entry) => messengerEntry(company, entry))
  const answered = conversation.waitingSince === null || conversation.state === 'closed'
  return html`<ol class="entries">!${entries}!${answered ? '' : waiting}</ol>`
}

const head = (view: PageView) => {
  const start = html`<a class="back" id="back" href="${pageAddress(view, { contact: view.contact.id, conversation: 'new' })}"
    >New conversation</a>`
  return html`<div class="brand">
    <span class="logo" aria-hidden="true">L</span>
    <div><h2>${view.company.name}</h2><p>Customer support</p></div>
    !${view.conversation ? start : ''}
  </div>`
}

const composer = (
  view: PageView,
) => html`<form id="write" class="composer" method="post" action="/page/write">
  <input type="hidden" name="contact" value="${view.contact.id}" />
  <input type="hidden" name="conversation" value="${view.conversation?.id ?? ''}" />
  <input type="hidden" name="admin" value="${view.admin.id}" />
  <label class="unseen" for="message">Your message as ${contactInWords(view.contact)}</label>
  <textarea id="message" name="body" rows="2" placeholder="Write as ${contactInWords(view.contact)}…" data-enter></textarea>
  <div class="row">
    <label class="attach"><input type="checkbox" name="image" value="yes" /> Attach a pretend receipt</label>
    <button class="primary">Send</button>
  </div>
</form>`

/** The customer's side: who you are, the messenger, what was said, where you write. */
export const messengerView = (
  view: PageView,
): string => html`<section class="messenger" aria-label="Messenger">
  <div data-live id="live-people"><p class="hint">You are <strong>${contactInWords(view.contact)}</strong>, ${contactNote(view.contact)}</p>!${people(view)}</div>
  <div class="window">
    <div data-live id="live-brand">!${head(view)}</div>
    <div class="scroll" tabindex="0" role="log" aria-label="Messages"><div data-live id="live-talk">!${talk(view)}</div></div>
    <div data-own id="own-write">!${composer(view)}</div>
  </div>
</section>`
