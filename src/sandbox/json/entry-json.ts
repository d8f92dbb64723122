import type { Company } from '../company.ts'
import type { Attachment, Conversation, Entry } from '../conversation.ts'
import { plainText } from '../html/plain-text.ts'
import { authorJson } from './author-json.ts'

/** Whether bodies are shown as stored or as text: `display_as=plaintext`, and every webhook since 2.15. */
export type BodyForm = 'html' | 'text'

const bodyJson = (bodyHtml: string | null, form: BodyForm) =>
  bodyHtml !== null && form === 'text' ? plainText(bodyHtml) : bodyHtml

const attachmentJson = ({ name, url, contentType }: Attachment) => ({
  type: 'upload',
  name,
  url,
  content_type: contentType,
  filesize: 2048,
  ...(contentType.startsWith('image/') && { width: 640, height: 480 }),
})

const metadataJson = (entry: Entry) => ({
  ...(entry.replyOptions.length > 0 && { quick_reply_options: entry.replyOptions }),
  ...(entry.chosenOption !== null && { quick_reply_uuid: entry.chosenOption }),
})

/** The first message (OpenAPI 2.16, conversation_source). */
export const sourceJson = (company: Company, conversation: Conversation, form: BodyForm) => {
  const { source, channel } = conversation
  const email = channel === 'email'
  return {
    type: email ? 'email' : 'conversation',
    id: source.id,
    delivered_as: source.author.kind === 'contact' ? 'customer_initiated' : 'admin_initiated',
    subject: email ? 'A question' : '',
    body: bodyJson(source.bodyHtml, form) ?? '',
    author: authorJson(company, source.author),
    attachments: source.attachments.map(attachmentJson),
    url: email ? null : 'https://app.lumenledger.example/invoices',
    redacted: source.redacted,
  }
}

const referenceJson = (entry: Entry) => {
  const to = entry.assignedTo
  return to?.id ? { type: to.type, id: to.id } : null
}

/** A part (OpenAPI 2.16, conversation_part). */
export const partJson = (company: Company, entry: Entry, form: BodyForm) => ({
  type: 'conversation_part',
  id: entry.id,
  part_type: entry.kind,
  body: bodyJson(entry.bodyHtml, form),
  created_at: entry.createdAt,
  updated_at: entry.updatedAt,
  notified_at: entry.createdAt,
  assigned_to: referenceJson(entry),
  author: authorJson(company, entry.author),
  attachments: entry.attachments.map(attachmentJson),
  external_id: null,
  redacted: entry.redacted,
  metadata: metadataJson(entry),
  email_message_metadata: null,
  state: entry.stateAfter,
  tags: [],
  event_details: null,
  // null on parts made through the API too, as in the description's own examples.
  app_package_code: null,
})
