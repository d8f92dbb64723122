import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Entry } from '../domain/conversation.ts'
import type { ConversationRef, EntryId } from '../domain/ids.ts'
import { PATIENCE } from '../domain/patience.ts'
import { lockConversation } from './conversations.ts'
import type { Db, Tx } from './db.ts'
import { eraseDigestItems } from './digests.ts'
import { eraseTurns, turnsAround } from './erase-turns.ts'
import { eraseUnrecordedCalls } from './model-calls.ts'
import { ERASED } from './personal-text.ts'
import { part } from './schema/conversations.ts'
import { ofConversation } from './sql-conditions.ts'

/** An entry as it is known: `isFresh` = heard of within the last moments, `isRead` = a read has shown it. */
export type KnownEntry = {
  readonly id: string
  readonly isFresh: boolean
  readonly isRead: boolean
  readonly redacted: boolean
}

/** All that is known of a conversation's entries; fresh is what we heard of within the last `lagMs`. */
export const knownEntries = (
  db: Db,
  ref: ConversationRef,
  lagMs = PATIENCE.readLagMs,
): Promise<readonly KnownEntry[]> =>
  db
    .select({
      id: part.id,
      isFresh: sql<boolean>`coalesce(${heardSince(lagMs)}, false)`,
      isRead: sql<boolean>`${part.readAt} is not null`,
      redacted: part.redacted,
    })
    .from(part)
    .where(ofConversation(part, ref))

/** A read without one of these is too old to act on. */
export const freshlyHeard = (known: readonly KnownEntry[]): readonly string[] =>
  known.filter(({ isFresh, redacted }) => isFresh && !redacted).map(({ id }) => id)

/** Whether we heard of anything within the last `lagMs`, be it of what was redacted since: then the conversation is there. */
export const isFreshlyHeard = async (
  db: Db,
  ref: ConversationRef,
  lagMs = PATIENCE.readLagMs,
): Promise<boolean> => (await db.$count(part, heardWithin(ref, lagMs))) > 0

const heardWithin = (ref: ConversationRef, lagMs: number) => and(ofConversation(part, ref), heardSince(lagMs))

const heardSince = (lagMs: number) =>
  gt(part.heardAt, sql`clock_timestamp() - ${lagMs}::float8 * interval '1 ms'`)

/**
 * Keeps what was read: who, when, the text with its salted hash. What was read before stays as it is, but what was
 * redacted is erased, whether a notification told so or the read itself; a read that lags brings nothing back.
 */
export async function rememberEntries(
  tx: Tx,
  ref: ConversationRef,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => ({ ...ref, ...toRow(entry) }))
  const unlessRead = (column: string) =>
    sql.raw(`case when part.read_at is null then excluded.${column} else part.${column} end`)
  const unlessRedacted = (column: string) =>
    sql`case when part.redacted or excluded.redacted then null else ${sql.raw(`excluded.${column}`)} end`
  await tx
    .insert(part)
    .values(rows)
    .onConflictDoUpdate({
      target: [part.appId, part.conversationId, part.id],
      set: {
        readAt: unlessRead('read_at'),
        authorKind: unlessRead('author_kind'),
        kind: unlessRead('kind'),
        at: unlessRead('at'),
        textHash: unlessRead('text_hash'),
        salt: unlessRedacted('salt'),
        text: unlessRedacted('text'),
        redacted: sql`part.redacted or excluded.redacted`,
      },
      setWhere: sql`part.read_at is null or (excluded.redacted and not part.redacted)`,
    })
}

function toRow(entry: Entry) {
  const salt = randomBytes(16).toString('hex')
  return {
    id: entry.id,
    readAt: new Date(),
    authorKind: entry.author.kind,
    kind: entry.kind,
    at: entry.at,
    textHash: createHash('sha256').update(salt).update(entry.text).digest('hex'),
    ...(entry.redacted ? ERASED.part : { salt, text: entry.text }),
    redacted: entry.redacted,
  }
}

/** What was redacted in the inbox is erased here too, with every copy that a turn made of it. */
export async function eraseEntries(tx: Tx, ref: ConversationRef, ids: readonly EntryId[]): Promise<void> {
  if (ids.length === 0) return
  await lockConversation(tx, ref)
  await tx
    .update(part)
    .set({ ...ERASED.part, redacted: true })
    .where(and(ofConversation(part, ref), inArray(part.id, [...ids])))
  await eraseTurns(tx, await turnsAround(tx, ref, ids))
  await eraseDigestItems(tx, ref)
  await eraseUnrecordedCalls(tx, ref)
}

/** No entry that is known by now comes back with a later read. */
export const closeEntries = (tx: Tx, ref: ConversationRef) =>
  tx.update(part).set({ redacted: true }).where(ofConversation(part, ref))

/** Which of these entries we know as they were before they were redacted. */
export async function knownUnredacted(
  tx: Tx,
  ref: ConversationRef,
  ids: readonly EntryId[],
): Promise<readonly EntryId[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .select({ id: part.id })
    .from(part)
    .where(and(ofConversation(part, ref), inArray(part.id, [...ids]), eq(part.redacted, false)))
  return ids.filter((id) => rows.some((row) => row.id === id))
}

/** What is kept of an entry for good: the salted hash of its text, and whether it was redacted. */
export type KeptEntry = { readonly hash: string; readonly redacted: boolean }

/** What is kept of these entries, by their ids. */
export async function keptEntries(
  tx: Tx,
  ref: ConversationRef,
  ids: readonly EntryId[],
): Promise<ReadonlyMap<string, KeptEntry>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: part.id, hash: part.textHash, redacted: part.redacted })
    .from(part)
    .where(and(ofConversation(part, ref), inArray(part.id, [...ids])))
  return new Map(rows.map(({ id, hash, redacted }) => [id, { hash: hash ?? '', redacted }]))
}
