import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { askAgain, type Quiet, waitMs } from './conversations.ts'
import type { AppId } from '../domain/ids.ts'
import type { Db, Tx } from './db.ts'
import { notification } from './schema/conversations.ts'

/** A notification as it is stored: envelope and ids, never what people wrote (law 1). */
export type HeardNotification = {
  readonly appId: string
  readonly id: string
  readonly topic: string
  readonly conversationId: string
  readonly entryIds: readonly string[]
  readonly createdAt: Date
  readonly attempt: number
  /** Whether it starts a turn. */
  readonly asks: boolean
}

/** `repeat`: it had been stored before. `waitMs`: a turn was asked for, and is due after so many milliseconds. */
export type StoredNotification =
  | { readonly kind: 'repeat' }
  | { readonly kind: 'stored'; readonly waitMs?: number }

const Row = z.object({ place: z.number(), waitMs: z.number().nullable() })

/**
 * Stores notifications with the work that follows from them, all or none, in one statement: the notification, the entries
 * we heard of and when first, and the conversation with what is asked of it. A turn is due `quietMs` after the newest
 * message, at most `quietMaxMs` after the first. Any order, any number of times, also twice in one batch.
 */
export async function storeNotifications(
  db: Db | Tx,
  batch: readonly HeardNotification[],
  { quietMs, quietMaxMs }: Quiet,
): Promise<readonly StoredNotification[]> {
  const heard = JSON.stringify(batch.map((row, place) => ({ place, ...row })))
  const query = sql`
    with heard as (
      select * from json_to_recordset(${heard}::json) as heard (place int, "appId" text, id text, topic text,
        "conversationId" text, "entryIds" text[], "createdAt" timestamptz, attempt int, asks boolean)
    ), added as (
      insert into notification (app_id, id, topic, conversation_id, entry_ids, created_at, attempt)
      select "appId", id, topic, "conversationId", "entryIds", "createdAt", attempt from heard order by "appId", id
      on conflict do nothing returning app_id, id
    ), fresh as (
      select distinct on (app_id, id) heard.* from heard join added on app_id = "appId" and added.id = heard.id
      order by app_id, id, place
    ), known as (
      insert into conversation as c (app_id, id, asked, asked_from, due_at)
      select "appId", "conversationId", asked, case when asked > 0 then clock_timestamp() end,
        case when asked > 0 then clock_timestamp() + ${quietMs}::float8 * interval '1 ms' end
      from (select "appId", "conversationId", count(*) filter (where asks)::int as asked from fresh group by 1, 2) as each
      order by 1, 2
      on conflict (app_id, id) do update set ${askAgain(quietMaxMs)} where excluded.asked > 0
      returning app_id, id, ${waitMs} as wait
    ), entries as (
      insert into part (app_id, conversation_id, id, heard_at)
      select "appId", "conversationId", entry, clock_timestamp()
      from (select distinct "appId", "conversationId", unnest("entryIds") as entry from fresh) as each
      where (select count(*) from known) >= 0 -- conversations first, as everywhere: another order ends in a deadlock
      order by 1, 2, 3
      on conflict (app_id, conversation_id, id) do update set heard_at = excluded.heard_at where part.heard_at is null
    )
    select place, wait as "waitMs" from fresh
      left join known on known.app_id = "appId" and known.id = "conversationId"`
  const rows = (await db.execute(query, 'objects')).map((row) => Row.parse(row))
  const waits = new Map(rows.map(({ place, waitMs }) => [place, waitMs]))
  return batch.map((_, place) => toStored(waits.get(place)))
}

function toStored(wait: number | null | undefined): StoredNotification {
  if (wait === undefined) return { kind: 'repeat' }
  return { kind: 'stored', ...(wait !== null && { waitMs: wait }) }
}

/** A notification about a contact; `false` when it had been stored before. What follows from it is for the caller. */
export async function storeContactNotification(
  tx: Tx,
  { appId, id, topic, createdAt, attempt }: Omit<HeardNotification, 'conversationId' | 'entryIds' | 'asks'>,
): Promise<boolean> {
  const added = await tx
    .insert(notification)
    .values({ appId, id, topic, entryIds: [], createdAt, attempt })
    .onConflictDoNothing()
    .returning({ id: notification.id })
  return added.length > 0
}

/** When a notification of each topic came last. */
export async function lastOfEachTopic(
  db: Db,
  appId: AppId,
): Promise<readonly { readonly topic: string; readonly at: Date }[]> {
  const at = sql<Date>`max(${notification.receivedAt})`.mapWith(notification.receivedAt)
  return db
    .select({ topic: notification.topic, at })
    .from(notification)
    .where(eq(notification.appId, appId))
    .groupBy(notification.topic)
    .orderBy(notification.topic)
}
