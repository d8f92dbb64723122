import { html } from 'ghtml'
import type { Company } from '../company.ts'
import type { Attachment, Author, Entry } from '../conversation.ts'
import { bodyView } from './body-view.ts'
import { assigneeName, authorName, clockTime, initials } from './wording.ts'

const OWN_PICTURE = '/page/receipt.png'

/** Who an author is to the reader: decides colour and side. */
export const authorRole = (company: Company, author: Author): string => {
  if (author.kind === 'admin') return author.id === company.botAdminId ? 'bot' : 'teammate'
  return author.kind === 'contact' ? 'contact' : 'operator'
}

/** A round sign with a person's initials, only for the eye. */
export const avatar = (name: string, role: string): string =>
  html`<span class="avatar ${role}" aria-hidden="true">${initials(name)}</span>`

const time = (atS: number) =>
  html`<time datetime="${new Date(atS * 1000).toISOString()}" data-time>${clockTime(atS)}</time>`

// The page loads pictures from the sandbox alone; any other file is shown by its name.
const attachmentView = ({ name, url }: Attachment) =>
  URL.parse(url)?.pathname === OWN_PICTURE
    ? html`<img class="picture" src="${OWN_PICTURE}" alt="${name}, a pretend receipt" width="120" height="150" />`
    : html`<span class="file">${name}</span>`

const said = (entry: Entry) => {
  const body = entry.bodyHtml === null ? '' : bodyView(entry.bodyHtml)
  const options = entry.replyOptions.map(({ text }) => html`<span class="option">${text}</span>`)
  return html`<div class="body" dir="auto">!${body}!${entry.attachments.map(attachmentView)}!${options}</div>`
}

const isWritten = (entry: Entry) =>
  entry.bodyHtml !== null || entry.attachments.length > 0 || entry.replyOptions.length > 0

const happened = (company: Company, entry: Entry): string | undefined => {
  const who = authorName(company, entry.author)
  switch (entry.kind) {
    case 'assignment':
      return entry.assignedTo
        ? `${who} assigned this to ${assigneeName(company, entry.assignedTo)}`
        : undefined
    case 'open':
      return `${who} reopened the conversation`
    case 'close':
      return `${who} closed the conversation`
    case 'snoozed':
      return `${who} snoozed the conversation`
    case 'source':
    case 'comment':
    case 'note':
    case 'quick_reply':
      return undefined
  }
}

const bubble = (company: Company, entry: Entry) => {
  const role = authorRole(company, entry.author)
  const name = authorName(company, entry.author)
  const label = entry.kind === 'note' ? html`<span class="label">Note, only for teammates</span>` : ''
  return html`<li class="entry ${role} ${entry.kind}">
    !${avatar(name, role)}
    <article class="bubble">
      <header><strong>${name}</strong> !${label} !${time(entry.createdAt)}</header>
      !${said(entry)}
    </article>
  </li>`
}

/** An entry as teammates see it: what was written, and a line for what happened. */
export const inboxEntry = (company: Company, entry: Entry): string => {
  const line = happened(company, entry)
  const event = line ? html`<li class="event"><span>${line}</span> !${time(entry.createdAt)}</li>` : ''
  return (isWritten(entry) ? bubble(company, entry) : '') + event
}

/** An entry as the contact sees it: no notes, no assignments, but every text that rode on them. */
export const messengerEntry = (company: Company, entry: Entry): string => {
  const shown = entry.kind !== 'note' && isWritten(entry) ? bubble(company, entry) : ''
  return entry.kind === 'close'
    ? `${shown}<li class="event"><span>This conversation was closed</span></li>`
    : shown
}
