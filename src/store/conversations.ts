import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { type AppId, ConversationId, type ConversationRef } from '../domain/ids.ts'
import type { Db, Tx } from './db.ts'
import { eraseConversation } from './erase-conversation.ts'
import { conversation } from './schema/conversations.ts'
import { effect, turn } from './schema/turns.ts'
import { isConversation, ofConversation } from './sql-conditions.ts'

/** How long a contact may go on typing. */
export type Quiet = { readonly quietMs: number; readonly quietMaxMs: number }

/** What asking once more does to a conversation `c` that is known: see `askTurn`. */
export const askAgain = (quietMaxMs: number) => sql`
  asked = c.asked + excluded.asked,
  asked_from = case when c.asked = c.settled then clock_timestamp() else c.asked_from end,
  due_at = least(excluded.due_at, case when c.asked = c.settled then excluded.due_at
    else c.asked_from + ${quietMaxMs}::float8 * interval '1 ms' end)`

/** Milliseconds until a turn is due; null where none was ever asked for. */
export const waitMs = sql`case when due_at is not null
  then greatest(0, extract(epoch from due_at - clock_timestamp())::float8 * 1000) end`

/**
 * Records that a conversation waits for a turn, and when it is due: `quietMs` after the newest message, at most
 * `quietMaxMs` after the first. Returns the milliseconds until then.
 */
export async function askTurn(tx: Tx, ref: ConversationRef, { quietMs, quietMaxMs }: Quiet): Promise<number> {
  const { rows } = await tx.execute<{ wait: number }>(sql`
    insert into conversation as c (app_id, id, asked, asked_from, due_at)
    values (${ref.appId}, ${ref.conversationId}, 1, clock_timestamp(), clock_timestamp() + ${quietMs}::float8 * interval '1 ms')
    on conflict (app_id, id) do update set ${askAgain(quietMaxMs)}
    returning ${waitMs} as wait`)
  return rows[0]?.wait ?? 0
}

export type Run = {
  readonly token: number
  readonly asked: number
  readonly settled: number
  readonly sending: string | null
  readonly deleted: boolean
  /** Milliseconds until the contact counts as having finished. */
  readonly earlyMs: number
}

/** Takes the conversation for a new run: its token makes every older run powerless. Waits for an intake in flight. */
export async function takeConversation(db: Db, ref: ConversationRef): Promise<Run | undefined> {
  const [row] = await db
    .update(conversation)
    .set({ token: sql`${conversation.token} + 1` })
    .where(isConversation(ref))
    .returning({
      token: conversation.token,
      asked: conversation.asked,
      settled: conversation.settled,
      sending: conversation.sending,
      deletedAt: conversation.deletedAt,
      earlyMs: sql<number>`coalesce(extract(epoch from ${conversation.dueAt} - clock_timestamp())::float8 * 1000, 0)`,
    })
  if (!row) return undefined
  const { deletedAt, ...run } = row
  return { ...run, deleted: deletedAt !== null }
}

/** Everything up to `asked` has been dealt with. */
export const settleConversation = (tx: Tx, ref: ConversationRef, asked: number) =>
  tx
    .update(conversation)
    .set({ settled: sql`greatest(${conversation.settled}, ${asked}::int)` })
    .where(isConversation(ref))

/**
 * A transaction about one conversation. Everywhere its row is locked before anything that belongs to it: two that
 * locked the other way round would wait for each other until a server ends one of them (40P01).
 */
export const inConversation = <Result>(
  db: Db,
  ref: ConversationRef,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> =>
  db.transaction(async (tx) => {
    await lockConversation(tx, ref)
    return work(tx)
  })

/** A conversation as it stands now, locked until the transaction ends. */
export async function lockConversation(
  tx: Tx,
  ref: ConversationRef,
): Promise<{ readonly token: number; readonly deleted: boolean } | undefined> {
  const { token, deletedAt } = conversation
  return standing(
    await tx.select({ token, deletedAt }).from(conversation).where(isConversation(ref)).for('update'),
  )
}

/**
 * The same, for what a turn notes on its way: this commit does not wait for the disk. Whatever is done in the inbox is
 * claimed by a later commit that does, and with it everything before; a server that crashes in between forgets a turn that
 * has done nothing yet, and it begins anew.
 */
export async function lockOnTheWay(
  tx: Tx,
  ref: ConversationRef,
): Promise<{ readonly token: number; readonly deleted: boolean } | undefined> {
  const { token, deletedAt } = conversation
  const hurries = sql`set_config('synchronous_commit', 'off', true)`
  return standing(
    await tx
      .select({ token, deletedAt, hurries })
      .from(conversation)
      .where(isConversation(ref))
      .for('update'),
  )
}

const standing = ([row]: readonly { readonly token: number; readonly deletedAt: Date | null }[]) =>
  row && { token: row.token, deleted: row.deletedAt !== null }

/** A turn that is under way has read what is erased now: it becomes powerless, and a fresh one follows if one is due. */
export const overtakeRun = (tx: Tx, ref: ConversationRef) =>
  tx
    .update(conversation)
    .set({ token: sql`${conversation.token} + 1` })
    .where(isConversation(ref))

/** A deleted conversation is terminal: nothing waits any more, and what people wrote is erased. */
export async function forgetConversation(tx: Tx, ref: ConversationRef): Promise<void> {
  await tx
    .update(conversation)
    .set({ deletedAt: sql`clock_timestamp()`, settled: conversation.asked, sending: null })
    .where(isConversation(ref))
  await eraseConversation(tx, ref)
  await tx
    .update(effect)
    .set({ state: 'superseded', problem: 'deleted' })
    .where(and(ofConversation(effect, ref), inArray(effect.state, ['pending', 'sending'])))
  await tx
    .update(turn)
    .set({ state: 'stopped', endedBy: 'deleted', endedAt: sql`clock_timestamp()` })
    .where(and(ofConversation(turn, ref), eq(turn.state, 'running')))
}

/** Conversations with work that was recorded and not finished, for the sweep. */
export async function unfinishedConversations(db: Db, appId: string): Promise<readonly string[]> {
  const rows = await db.select({ id: conversation.id }).from(conversation).where(hasOpenWork(appId))
  return rows.map((row) => row.id)
}

/** How many conversations have something to be done, now or later. */
export const countOpenWork = (db: Db, appId: string): Promise<number> =>
  db.$count(conversation, hasOpenWork(appId))

const hasOpenWork = (appId: string) =>
  sql`${eq(conversation.appId, appId)} and deleted_at is null and (asked > settled or sending is not null)`

/** Those of these conversations that Firstline has heard of before. */
export async function knownAmong(
  db: Db,
  appId: AppId,
  ids: readonly ConversationId[],
): Promise<ReadonlySet<ConversationId>> {
  const rows = await db.execute<{ id: string }>(
    sql`select id from conversation where app_id = ${appId} and id = any(${sql.param(ids)}::text[])`,
  )
  return new Set(rows.rows.map(({ id }) => ConversationId.parse(id)))
}

/** Whether something was asked that no turn has dealt with yet: one is under way, or will be. */
export async function waitsForTurn(db: Db, ref: ConversationRef): Promise<boolean> {
  const rows = await db
    .select({ id: conversation.id })
    .from(conversation)
    .where(and(isConversation(ref), gt(conversation.asked, conversation.settled)))
  return rows.length > 0
}

/** What waits in a conversation is due now. Whether anything does. */
export async function makeDue(tx: Tx, ref: ConversationRef): Promise<boolean> {
  const rows = await tx
    .update(conversation)
    .set({ dueAt: sql`clock_timestamp()` })
    .where(sql`${isConversation(ref)} and deleted_at is null and (asked > settled or sending is not null)`)
    .returning({ id: conversation.id })
  return rows.length > 0
}
