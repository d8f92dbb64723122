import { and, eq } from 'drizzle-orm'
import type { ConversationRef } from '../domain/ids.ts'
import { conversation, type part } from './schema/conversations.ts'
import type { effect, turn } from './schema/turns.ts'

/** The conversation row itself. */
export const isConversation = ({ appId, conversationId }: ConversationRef) =>
  and(eq(conversation.appId, appId), eq(conversation.id, conversationId))

/** Rows that belong to a conversation. */
export const ofConversation = (table: typeof turn | typeof effect | typeof part, ref: ConversationRef) =>
  and(eq(table.appId, ref.appId), eq(table.conversationId, ref.conversationId))
