import type { Company, Contact } from '../company.ts'
import type { Assignee, Author, Conversation, Entry } from '../conversation.ts'
import { plainText } from '../html/plain-text.ts'

const MINUTE_S = 60
const HOUR_S = 3_600
const DAY_S = 86_400

const LANGUAGES: Readonly<Record<string, string>> = { en: 'English', es: 'Spanish', de: 'German' }

/** How a contact is called in a list; leads may have no name. */
export const contactName = (contact: Contact | undefined): string => contact?.name ?? 'Visitor'

/** How a contact is called in a sentence. */
export const contactInWords = (contact: Contact): string => contact.name ?? 'a visitor'

/** What else is known of a contact, as the end of a sentence. */
export const contactNote = (contact: Contact): string =>
  contact.email === null
    ? 'without an e-mail address'
    : `who writes ${LANGUAGES[contact.language] ?? contact.language}`

/** How an author is called. */
export const authorName = (company: Company, author: Author): string => {
  if (author.kind === 'fin') return 'Fin'
  if (author.kind === 'workflow') return 'A workflow'
  if (author.kind === 'contact') return contactName(company.contacts.find(({ id }) => id === author.id))
  return company.admins.find(({ id }) => id === author.id)?.name ?? 'Somebody'
}

/** How an assignee is called. */
export const assigneeName = (company: Company, { type, id }: Assignee): string => {
  const known = type === 'admin' ? company.admins : company.teams
  const name = known.find((one) => one.id === id)?.name
  if (name === undefined) return 'nobody'
  return type === 'team' ? `the team ${name}` : name
}

/** Who has a conversation, in a word or two; undefined for nobody. */
export const ownerName = (company: Company, conversation: Conversation): string | undefined => {
  const admin = company.admins.find(({ id }) => id === conversation.adminAssigneeId)
  const team = company.teams.find(({ id }) => id === conversation.teamAssigneeId)
  return [admin?.name, team?.name].filter((name) => name !== undefined).join(' · ') || undefined
}

/** One or two letters for a person without a picture. */
export const initials = (name: string): string =>
  name
    .replace(/ \(.*/, '')
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')

/** How long something lasts, roughly; nothing under a minute. */
export const duration = (seconds: number): string => {
  if (seconds < MINUTE_S) return ''
  if (seconds < HOUR_S) return `${Math.floor(seconds / MINUTE_S)} min`
  if (seconds < DAY_S) return `${Math.floor(seconds / HOUR_S)} h`
  return `${Math.floor(seconds / DAY_S)} d`
}

/** The time of day, in UTC: the server can't know the reader's zone; the page's script puts it right. */
export const clockTime = (atS: number): string => new Date(atS * 1000).toISOString().slice(11, 16)

/** The beginning of an entry, on one line. */
export const snippet = (entry: Entry): string => {
  const text = entry.bodyHtml === null ? '' : plainText(entry.bodyHtml).replaceAll('\n', ' ')
  return text.slice(0, 120) || (entry.attachments.length > 0 ? 'Sent a file' : '')
}

/** The newest entry that somebody wrote. */
export const lastWritten = (conversation: Conversation): Entry =>
  conversation.parts.findLast((part) => part.bodyHtml !== null || part.attachments.length > 0) ??
  conversation.source
