import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { type AppId, ContactId, type ConversationRef } from '../domain/ids.ts'
import type { Db, Tx } from './db.ts'
import { contact, conversationContact } from './schema/contacts.ts'
import { conversation } from './schema/conversations.ts'

/**
 * Until a transaction ends, either many of them may rest on what is known of contacts, or one may change it: so whoever
 * forgets a contact waits for reads that are under way, and then finds what they kept. Taken after any conversation's row.
 */
const holdContacts = (tx: Tx, appId: AppId) =>
  tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(${appId}, ${LOCK}))`)
const changeContacts = (tx: Tx, appId: AppId) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${appId}, ${LOCK}))`)

/** Any number that nothing else of ours locks by. */
const LOCK = 727_275

/**
 * Remembers who takes part in a conversation, and tells up to when what was written there is forgotten (null: nothing is).
 * Whoever forgets one of them afterwards finds this conversation, and what the same transaction kept of it.
 */
export async function rememberContacts(
  tx: Tx,
  ref: ConversationRef,
  contactIds: readonly ContactId[],
): Promise<Date | null> {
  const ids = [...new Set(contactIds)].toSorted()
  await holdContacts(tx, ref.appId)
  const known = await readContacts(tx, ref, ids)
  const merged = known.flatMap(({ mergedInto }) => mergedInto ?? [])
  const survivors = merged.length > 0 ? await readContacts(tx, ref, merged) : []
  const current = ids.map((id) => known.find((one) => one.id === id)?.mergedInto ?? id)
  await linkContacts(tx, ref, { ids, current })
  return newest([...known, ...survivors])
}

/**
 * Whether all of these are known to take part in a conversation that stands, and nothing of it is forgotten: then
 * `rememberContacts` would add nothing.
 */
export async function areKnownTogether(
  db: Db,
  { appId, conversationId }: ConversationRef,
  contactIds: readonly ContactId[],
): Promise<boolean> {
  const rows = await db
    .select({ id: contact.id, mergedInto: contact.mergedInto, forgottenAt: contact.forgottenAt })
    .from(conversationContact)
    .innerJoin(
      contact,
      and(eq(contact.appId, conversationContact.appId), eq(contact.id, conversationContact.contactId)),
    )
    .innerJoin(
      conversation,
      and(eq(conversation.appId, appId), eq(conversation.id, conversationContact.conversationId)),
    )
    .where(
      and(
        eq(conversationContact.appId, appId),
        eq(conversationContact.conversationId, conversationId),
        isNull(conversation.deletedAt),
      ),
    )
  const isPlain = rows.every(({ mergedInto, forgottenAt }) => mergedInto === null && forgottenAt === null)
  return rows.length > 0 && isPlain && contactIds.every((id) => rows.some((row) => row.id === id))
}

type Known = Pick<typeof contact.$inferSelect, 'id' | 'mergedInto' | 'forgottenAt'>

/** In order: two that add the same contacts the other way round would wait for each other. */
const addContacts = (tx: Tx, appId: AppId, ids: readonly string[]): Promise<unknown> =>
  ids.length === 0
    ? Promise.resolve()
    : tx
        .insert(contact)
        .values(ids.map((id) => ({ appId, id })))
        .onConflictDoNothing()

/** These contacts, and all that are known to take part in the conversation. */
const readContacts = (tx: Tx, { appId, conversationId }: ConversationRef, ids: readonly string[]) => {
  const linked = tx
    .select({ id: conversationContact.contactId })
    .from(conversationContact)
    .where(and(eq(conversationContact.appId, appId), eq(conversationContact.conversationId, conversationId)))
  return tx
    .select({ id: contact.id, mergedInto: contact.mergedInto, forgottenAt: contact.forgottenAt })
    .from(contact)
    .where(and(eq(contact.appId, appId), or(inArray(contact.id, [...ids]), inArray(contact.id, linked))))
}

/**
 * Adds who is new, and that they take part; forgotten contacts included: what was read now holds nothing of what is
 * forgotten. In order, as `addContacts` does.
 */
const linkContacts = (
  tx: Tx,
  { appId, conversationId }: ConversationRef,
  { ids, current }: { readonly ids: readonly string[]; readonly current: readonly string[] },
): Promise<unknown> =>
  tx.execute(sql`
    with added as (
      insert into contact (app_id, id) select ${appId}, unnest(${sql.param(ids)}::text[]) on conflict do nothing)
    insert into conversation_contact (app_id, conversation_id, contact_id)
    select ${appId}, ${conversationId}, unnest(${sql.param([...new Set(current)])}::text[]) on conflict do nothing`)

const newest = (contacts: readonly Known[]): Date | null =>
  contacts.flatMap(({ forgottenAt }) => forgottenAt ?? []).toSorted((a, b) => b.getTime() - a.getTime())[0] ??
  null

/** Up to when each of these conversations is forgotten; those of which nothing is are left out. */
export async function forgottenSince(
  tx: Tx,
  appId: AppId,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (conversationIds.length === 0) return new Map()
  await holdContacts(tx, appId)
  const rows = await tx
    .select({ conversationId: conversationContact.conversationId, forgottenAt: contact.forgottenAt })
    .from(contact)
    .innerJoin(
      conversationContact,
      and(eq(conversationContact.appId, contact.appId), eq(conversationContact.contactId, contact.id)),
    )
    .where(and(eq(contact.appId, appId), inArray(conversationContact.conversationId, [...conversationIds])))
  const latest = new Map<string, Date>()
  for (const { conversationId, forgottenAt } of rows)
    if (forgottenAt && forgottenAt > (latest.get(conversationId) ?? 0))
      latest.set(conversationId, forgottenAt)
  return latest
}

/** Whole milliseconds, as this program counts; and one more, so that nothing that was linked before is newer than it. */
const JUST_NOW = sql`date_trunc('milliseconds', clock_timestamp()) + interval '1 ms'`

/** From now on everything written with this contact so far is to be erased, whatever of it is known already. */
export async function markForgotten(tx: Tx, appId: AppId, id: ContactId): Promise<void> {
  await changeContacts(tx, appId)
  await tx
    .insert(contact)
    .values({ appId, id, forgottenAt: JUST_NOW })
    .onConflictDoUpdate({ target: [contact.appId, contact.id], set: { forgottenAt: JUST_NOW } })
}

export type Merge = { readonly from: ContactId; readonly into: ContactId }

/** Moves what is known of one contact to the one that survives. Any order, any number of times. */
export async function mergeContacts(tx: Tx, appId: AppId, { from, into }: Merge): Promise<void> {
  await changeContacts(tx, appId)
  await addContacts(tx, appId, [from, into])
  const isConcerned = or(inArray(contact.id, [from, into]), eq(contact.mergedInto, from))
  const rows = await tx
    .select()
    .from(contact)
    .where(and(eq(contact.appId, appId), isConcerned))
    .orderBy(asc(contact.id))
    .for('update')
  const survivor = rows.find(({ id }) => id === into)?.mergedInto ?? into
  if (survivor === from) return
  await tx
    .update(contact)
    .set({ mergedInto: survivor })
    .where(and(eq(contact.appId, appId), or(eq(contact.id, from), eq(contact.mergedInto, from))))
  // What is forgotten stays with the contact it is forgotten of: the one that survives may write on in it.
  if (rows.find(({ id }) => id === from)?.forgottenAt) return
  await moveLinks(tx, appId, { from, into: ContactId.parse(survivor) })
}

async function moveLinks(tx: Tx, appId: AppId, { from, into }: Merge): Promise<void> {
  await tx.execute(sql`
    with moved as (
      delete from conversation_contact where app_id = ${appId} and contact_id = ${from}
      returning conversation_id, erased_at)
    insert into conversation_contact (app_id, contact_id, conversation_id, erased_at)
    select ${appId}, ${into}, conversation_id, erased_at from moved
    on conflict (app_id, contact_id, conversation_id)
      do update set erased_at = least(conversation_contact.erased_at, excluded.erased_at)`)
}

/** The contact that a merged one lives on as. */
export async function survivorOf(tx: Tx, appId: AppId, id: ContactId): Promise<ContactId | undefined> {
  const [row] = await tx
    .select({ mergedInto: contact.mergedInto })
    .from(contact)
    .where(and(eq(contact.appId, appId), eq(contact.id, id), isNotNull(contact.mergedInto)))
  return row?.mergedInto ? ContactId.parse(row.mergedInto) : undefined
}
