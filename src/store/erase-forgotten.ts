import { and, eq, sql } from 'drizzle-orm'
import { type AppId, ContactId, ConversationId, type ConversationRef } from '../domain/ids.ts'
import { appendAudit } from './audit.ts'
import { lockConversation, overtakeRun } from './conversations.ts'
import type { Db, Tx } from './db.ts'
import { type ErasedCounts, eraseConversation, NOTHING_ERASED } from './erase-conversation.ts'
import { closeEntries } from './parts.ts'
import { contact, conversationContact } from './schema/contacts.ts'

/** Conversations in which a text was erased, and how many texts of each kind. */
export type Erasure = { readonly conversations: number; readonly erased: ErasedCounts }

export const NO_ERASURE: Erasure = { conversations: 0, erased: NOTHING_ERASED }

/** A conversation that a forgotten contact took part in. */
type Due = ConversationRef & { readonly contactId: ContactId }

const AT_ONCE = 50

/**
 * Erases what is kept of forgotten contacts, one conversation and one transaction at a time: whoever is cut off leaves the
 * rest to the next one, and several may do it at once. What is due stands in the tables (law 2); nobody needs to be told.
 */
export async function eraseForgotten(
  db: Db,
  appId: AppId,
  { only, signal }: { readonly only?: ContactId; readonly signal?: AbortSignal } = {},
): Promise<Erasure> {
  let total = NO_ERASURE
  for (;;) {
    const due = await findDue(db, appId, only)
    if (due.length === 0) return total
    for (const one of due) {
      if (signal?.aborted) return total
      total = add(total, await db.transaction((tx) => eraseOne(tx, one)))
    }
  }
}

const isDue = sql`${contact.forgottenAt} > ${conversationContact.erasedAt}`
const isSameContact = and(
  eq(contact.appId, conversationContact.appId),
  eq(contact.id, conversationContact.contactId),
)

async function findDue(db: Db, appId: AppId, only: ContactId | undefined): Promise<readonly Due[]> {
  const { contactId, conversationId } = conversationContact
  const rows = await db
    .select({ contactId, conversationId })
    .from(conversationContact)
    .innerJoin(contact, isSameContact)
    .where(and(eq(contact.appId, appId), only && eq(contact.id, only), isDue))
    .orderBy(conversationId)
    .limit(AT_ONCE)
  return rows.map((row) => ({
    appId,
    contactId: ContactId.parse(row.contactId),
    conversationId: ConversationId.parse(row.conversationId),
  }))
}

/** The conversation first, as everywhere. Another one may have erased it in the meantime. */
async function eraseOne(tx: Tx, due: Due): Promise<Erasure> {
  const { contactId, ...ref } = due
  const locked = await lockConversation(tx, ref)
  if (!(await finish(tx, due)) || locked?.deleted) return NO_ERASURE
  await overtakeRun(tx, ref)
  const erased = await eraseConversation(tx, ref)
  await closeEntries(tx, ref)
  await appendAudit(tx, ref, [{ kind: 'contact_forgotten', facts: erased }])
  return { conversations: hasAny(erased) ? 1 : 0, erased }
}

/** `false` when it was not due any more. */
async function finish(tx: Tx, { appId, contactId, conversationId }: Due): Promise<boolean> {
  const { rows } = await tx.execute<{ done: number }>(sql`
    update conversation_contact as link set erased_at = greatest(clock_timestamp(), contact.forgotten_at)
    from contact where contact.app_id = link.app_id and contact.id = link.contact_id
      and link.app_id = ${appId} and link.contact_id = ${contactId} and link.conversation_id = ${conversationId}
      and contact.forgotten_at > link.erased_at
    returning 1 as done`)
  return rows.length > 0
}

const hasAny = (counts: ErasedCounts): boolean => Object.values(counts).some((count) => count > 0)

/** The sum of two erasures. */
export const add = (one: Erasure, other: Erasure): Erasure => ({
  conversations: one.conversations + other.conversations,
  erased: {
    messages: one.erased.messages + other.erased.messages,
    turns: one.erased.turns + other.erased.turns,
    drafts: one.erased.drafts + other.erased.drafts,
    effects: one.erased.effects + other.erased.effects,
    modelCalls: one.erased.modelCalls + other.erased.modelCalls,
    summaries: one.erased.summaries + other.erased.summaries,
  },
})
