import type { Change } from '../change.ts'
import type { Conversation, Entry } from '../conversation.ts'

// What Intercom leaves in place of a redacted text (OpenAPI 2.16, redactConversation).
const REDACTED_BODY = '<p><i>This message was deleted</i></p>'

const isRedactable = (entry: Entry) =>
  entry.kind === 'source' ? entry.author.kind === 'contact' : entry.bodyHtml !== null

/** Wipes one entry's text and files for good; undefined if there is no such entry or it can't be redacted. */
export const redactEntry = (conversation: Conversation, entryId: string, atS: number): Change | undefined => {
  const found = [conversation.source, ...conversation.parts].find((entry) => entry.id === entryId)
  if (!found || !isRedactable(found)) return undefined
  const entry: Entry = { ...found, bodyHtml: REDACTED_BODY, attachments: [], redacted: true, updatedAt: atS }
  const replace = (other: Entry) => (other.id === entryId ? entry : other)
  return {
    conversation: {
      ...conversation,
      source: replace(conversation.source),
      parts: conversation.parts.map(replace),
      updatedAt: Math.max(conversation.updatedAt, atS),
    },
    entry,
    topic: 'conversation_part.redacted',
  }
}
