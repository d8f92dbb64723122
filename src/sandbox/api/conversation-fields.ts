import type { conversationItemJson } from '../json/conversation-json.ts'
import type { ValuesOf } from './search-query.ts'

type Item = ReturnType<typeof conversationItemJson>

const NESTED = ['source', 'statistics', 'ai_agent', 'conversation_rating', 'channel']
const LISTS = new Set(['contacts', 'tags', 'teammates'])

const property = (from: unknown, name: string): unknown =>
  typeof from === 'object' && from !== null
    ? Object.entries(from).find(([key]) => key === name)?.[1]
    : undefined

const listed = (item: Item, field: string): readonly unknown[] | undefined => {
  if (field === 'contact_ids') return item.contacts.contacts.map(({ id }) => id)
  if (field === 'tag_ids') return item.tags.tags.map(({ id }) => id)
  if (field === 'teammate_ids') return item.teammates?.teammates.map(({ id }) => id) ?? []
  // Searched word by word, never as a whole (OpenAPI 2.16, searchConversations).
  if (field === 'source.body') return item.source.body.replace(/<[^<>]*>/g, ' ').split(/\s+/)
  return undefined
}

/** How a search sees one conversation: its fields by their dotted names. */
export const conversationFields =
  (item: Item): ValuesOf =>
  (field) => {
    const values = listed(item, field)
    if (values) return values
    const path = field.split('.')
    const [first] = path
    if (!first || LISTS.has(first) || !(first in item)) return undefined
    if (path.length > 1 && !NESTED.includes(first)) return undefined
    return [path.reduce<unknown>(property, item)]
  }
