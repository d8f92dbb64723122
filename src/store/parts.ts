import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Entry } from '../domain/conversation.ts'
import type { ConversationRef, EntryId } from '../domain/ids.ts'
import type { Db, Tx } from './db.ts'
import { part } from './schema/conversations.ts'
import { ofConversation } from './sql-conditions.ts'

/** A read may lag behind its webhook by this much (DESIGN 3). */
export const READ_LAG_MS = 30_000

/** Entries we heard of within the last 30 s: a read without one of them is too old to act on. */
export async function freshlyHeard(db: Db, ref: ConversationRef): Promise<readonly string[]> {
  const since = sql`clock_timestamp() - ${READ_LAG_MS}::float8 * interval '1 ms'`
  const rows = await db
    .select({ id: part.id })
    .from(part)
    .where(and(ofConversation(part, ref), gt(part.heardAt, since), eq(part.redacted, false)))
  return rows.map((row) => row.id)
}

/** Keeps what was read: who, when, the text with its salted hash. What was read before stays as it is. */
export async function rememberEntries(
  tx: Tx,
  ref: ConversationRef,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => ({ ...ref, ...toRow(entry) }))
  const excluded = (column: string) => sql.raw(`excluded.${column}`)
  await tx
    .insert(part)
    .values(rows)
    .onConflictDoUpdate({
      target: [part.appId, part.conversationId, part.id],
      set: {
        readAt: excluded('read_at'),
        authorKind: excluded('author_kind'),
        kind: excluded('kind'),
        at: excluded('at'),
        salt: excluded('salt'),
        textHash: excluded('text_hash'),
        text: excluded('text'),
        redacted: excluded('redacted'),
      },
      setWhere: isNull(part.readAt),
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
    salt,
    textHash: createHash('sha256').update(salt).update(entry.text).digest('hex'),
    text: entry.text,
    redacted: entry.redacted,
  }
}

/** What was redacted in the inbox is erased here too. */
export const eraseEntries = (tx: Tx, ref: ConversationRef, ids: readonly EntryId[]) =>
  ids.length === 0
    ? undefined
    : tx
        .update(part)
        .set({ text: null, salt: null, redacted: true })
        .where(and(ofConversation(part, ref), inArray(part.id, [...ids])))

/** The salted hashes of entries' texts, for the audit trail. */
export async function hashesOf(
  tx: Tx,
  ref: ConversationRef,
  ids: readonly EntryId[],
): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {}
  const rows = await tx
    .select({ id: part.id, hash: part.textHash })
    .from(part)
    .where(and(ofConversation(part, ref), inArray(part.id, [...ids])))
  return Object.fromEntries(rows.map(({ id, hash }) => [id, hash ?? '']))
}
