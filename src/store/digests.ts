import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { type Digest, DigestFacts, type DigestItem, DigestTotals } from '../domain/digest.ts'
import { type AppId, ConversationId, type ConversationRef, type EntryId } from '../domain/ids.ts'
import { forgottenSince } from './contacts.ts'
import type { Db, Tx } from './db.ts'
import { eraseUnrecordedCalls } from './model-calls.ts'
import { ERASED } from './personal-text.ts'
import { conversation, part } from './schema/conversations.ts'
import { digest, digestItem } from './schema/digests.ts'

/** The day of one workspace. */
export type DigestRef = { readonly appId: AppId; readonly date: string }

const isDigest = ({ appId, date }: DigestRef) => and(eq(digest.appId, appId), eq(digest.date, date))
const By = z.enum(['extractive', 'model'])

/** The summary of a day, as it was made; `undefined` when there is none. */
export async function readDigest(db: Db, ref: DigestRef): Promise<Digest | undefined> {
  const [row] = await db.select().from(digest).where(isDigest(ref))
  if (!row) return undefined
  const items = await db
    .select()
    .from(digestItem)
    .where(and(eq(digestItem.appId, ref.appId), eq(digestItem.date, ref.date)))
    .orderBy(asc(digestItem.position))
  const { date, timezone, createdAt } = row
  return { date, timezone, createdAt, totals: DigestTotals.parse(row.totals), items: items.map(toItem) }
}

function toItem({ facts, ...row }: typeof digestItem.$inferSelect): DigestItem {
  const { contactName, problem, tried, nextStep } = row
  return {
    ...DigestFacts.parse(facts),
    conversationId: ConversationId.parse(row.conversationId),
    contactName,
    problem,
    tried,
    nextStep,
    by: By.parse(row.by),
  }
}

/** The days that have a summary, newest first, with their totals. */
export async function listDigests(
  db: Db,
  appId: AppId,
  limit: number,
): Promise<readonly Omit<Digest, 'items'>[]> {
  const rows = await db
    .select()
    .from(digest)
    .where(eq(digest.appId, appId))
    .orderBy(desc(digest.date))
    .limit(limit)
  return rows.map(({ date, timezone, createdAt, totals }) => ({
    date,
    timezone,
    createdAt,
    totals: DigestTotals.parse(totals),
  }))
}

/** An item together with what is not kept: the entries it was made of, and up to when the rest was forgotten. */
export type NewItem = {
  readonly item: DigestItem
  readonly read: readonly EntryId[]
  readonly forgottenAt: Date | null
}
export type NewDigest = Pick<Digest, 'timezone' | 'totals'> & { readonly items: readonly NewItem[] }

const ROWS_AT_ONCE = 200

/**
 * Stores the summary of a day, unless there is one: then that one stands (`false`), however many were made at once.
 * What was deleted, redacted or forgotten while it was being made loses its texts here.
 */
export const storeDigest = (
  db: Db,
  ref: DigestRef,
  { made, replace }: { readonly made: NewDigest; readonly replace: boolean },
): Promise<boolean> =>
  db.transaction(async (tx) => {
    if (replace) await tx.delete(digest).where(isDigest(ref))
    const { timezone, totals, items } = made
    const inserted = await tx
      .insert(digest)
      .values({ ...ref, timezone, totals })
      .onConflictDoNothing()
      .returning({ date: digest.date })
    if (inserted.length === 0) return false
    // Conversations are locked before what is told of them, as everywhere.
    const gone = await erasedMeanwhile(tx, ref.appId, items)
    for (const conversationId of gone) await eraseUnrecordedCalls(tx, { appId: ref.appId, conversationId })
    if (replace) await tx.delete(digestItem).where(ofDay(ref))
    const rows = items.map(({ item }, index) => ({
      ...ref,
      position: index + 1,
      ...toRow(item, gone.has(item.conversationId)),
    }))
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
      await tx.insert(digestItem).values(rows.slice(from, from + ROWS_AT_ONCE))
    return true
  })

const ofDay = ({ appId, date }: DigestRef) => and(eq(digestItem.appId, appId), eq(digestItem.date, date))

function toRow(
  { conversationId, contactName, problem, tried, nextStep, by, ...facts }: DigestItem,
  isErased: boolean,
) {
  const texts = isErased ? ERASED.digestItem : { contactName, problem, tried, nextStep }
  return { conversationId, ...texts, by, facts }
}

/** The rows stay locked until the summary is stored, so that an erasure that comes now waits and finds its item. */
async function erasedMeanwhile(
  tx: Tx,
  appId: AppId,
  items: readonly NewItem[],
): Promise<ReadonlySet<ConversationId>> {
  if (items.length === 0) return new Set()
  const ids = items.map(({ item }) => item.conversationId)
  const rows = await tx
    .select({ id: conversation.id, deletedAt: conversation.deletedAt })
    .from(conversation)
    .where(and(eq(conversation.appId, appId), inArray(conversation.id, ids)))
    .orderBy(asc(conversation.id))
    .for('share')
  const redacted = await tx
    .select({ conversationId: part.conversationId, id: part.id })
    .from(part)
    .where(and(eq(part.appId, appId), inArray(part.conversationId, ids), eq(part.redacted, true)))
  const forgotten = await forgottenSince(tx, appId, ids)
  const wasRead = new Set(items.flatMap(({ item, read }) => read.map((id) => `${item.conversationId} ${id}`)))
  return new Set([
    ...rows.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => ConversationId.parse(id)),
    ...redacted
      .filter((one) => wasRead.has(`${one.conversationId} ${one.id}`))
      .map((one) => ConversationId.parse(one.conversationId)),
    ...items
      .filter(({ item, forgottenAt }) => (forgotten.get(item.conversationId) ?? 0) > (forgottenAt ?? 0))
      .map(({ item }) => item.conversationId),
  ])
}

/** Erases what every summary tells of a conversation: codes, ids and times stay. */
export const eraseDigestItems = (tx: Tx, { appId, conversationId }: ConversationRef) =>
  tx
    .update(digestItem)
    .set(ERASED.digestItem)
    .where(and(eq(digestItem.appId, appId), eq(digestItem.conversationId, conversationId)))
