import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { AppId } from '../domain/ids.ts'
import type { RateWindow, ToldWindow } from '../domain/rate-window.ts'
import type { Db } from './db.ts'

/** The database's clock, which all instances share; a test brings its own. */
export type Clock = () => SQL
export const DATABASE_CLOCK: Clock = () => sql`clock_timestamp()`

export type TakeTerms = {
  /** The share of Intercom's limit that is ours, 0 to 1. */
  readonly share: number
  /** What this lane leaves to the lanes above it: a share of ours, 0 to 1, and at least so many calls. */
  readonly reserve: { readonly share: number; readonly calls: number }
  /** Permits that are of use only together. */
  readonly need: number
  readonly clock: Clock
}

/** Permits that an instance takes at once, so that most calls need no trip to the database. */
const MOST_AT_ONCE = 16
/** Of what is left, at most this part: near the end permits are taken one by one, and none lies idle elsewhere. */
const PART_AT_ONCE = 32
/** A told end that is further off belongs to the next window: windows last ten seconds. */
const NEXT_WINDOW = sql`interval '5 s'`
const WINDOW_S = 10

const Row = z.object({
  serial: z.number(),
  endsInMs: z.number(),
  limit: z.number(),
  taken: z.number(),
  others: z.number(),
})
const Taken = Row.extend({ granted: z.number() })

const columns = (at: SQL) => sql`w.serial, w.call_limit as "limit", w.taken, w.others,
  greatest(0, extract(epoch from w.ends_at - ${at}))::float8 * 1000 as "endsInMs"`

/** Begins a workspace's row with what is known of its window. One that is there stays. */
export async function openWindow(
  db: Db,
  appId: AppId,
  { limit, endsInMs, others, clock }: Omit<RateWindow, 'serial' | 'taken'> & { readonly clock: Clock },
): Promise<void> {
  await db.execute(sql`
    insert into rate_window (app_id, ends_at, call_limit, others)
    values (${appId}, ${clock()} + ${endsInMs}::float8 * interval '1 ms', ${limit}, ${others})
    on conflict do nothing`)
}

/**
 * Takes permits for one lane: some at once while plenty is left, what is needed near the end, none where only what the
 * lanes above may use is left. A window that is over is followed by the next. One statement; `undefined`: there is no row yet.
 */
export async function takePermits(
  db: Db,
  appId: AppId,
  { share, reserve, need, clock }: TakeTerms,
): Promise<(RateWindow & { readonly granted: number }) | undefined> {
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    with found as (
      select app_id, clock.at, ends_at <= clock.at as over, ends_at, taken, others, call_limit,
        greatest(1, floor(call_limit * ${share}::float8))::int as size
      from rate_window, (select ${clock()} as at) clock where app_id = ${appId} for update of rate_window),
    room as (
      select *, case when over then 0 else taken end as used, case when over then 0 else others end as elsewhere,
        greatest(floor(size * ${reserve.share}::float8)::int, least(${reserve.calls}::int, size - 1)) as reserve from found),
    open as (
      select *, least(size, call_limit - elsewhere) - used as "left", least(${need}::int, size - reserve) as need from room),
    granted as (
      select *, case when "left" - reserve >= need
        then least(greatest(need, ${MOST_AT_ONCE}), greatest(need, "left" / ${PART_AT_ONCE}), "left" - reserve)
        else 0 end as permits from open)
    update rate_window w set
      serial = case when g.over then w.serial + 1 else w.serial end,
      heard = w.heard and not g.over,
      ends_at = case when g.over then g.ends_at + ${WINDOW_S} * interval '1 s'
        * (floor(extract(epoch from g.at - g.ends_at) / ${WINDOW_S}) + 1) else g.ends_at end,
      taken = g.used + g.permits, others = g.elsewhere
    from granted g where w.app_id = g.app_id
    returning ${columns(sql`g.at`)}, g.permits as granted`)
  return rows[0] && Taken.parse(rows[0])
}

/**
 * Corrects a window by what an answer told of it. `serial` names the window that the call was counted in: what is told
 * of one that is over says nothing. A told end may be up to a second late (whole seconds) and never early, so that the
 * earliest is the best. Told of a window that begins earlier than we thought: everything used in it counts as ours.
 */
export async function tellWindow(
  db: Db,
  appId: AppId,
  { serial, told, clock }: { readonly serial: number; readonly told: ToldWindow; readonly clock: Clock },
): Promise<RateWindow | undefined> {
  const used = told.limit - told.remaining
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    with t as (
      select clock.at, clock.at + ${told.endsInMs}::float8 * interval '1 ms' as ends_at from (select ${clock()} as at) clock)
    update rate_window w set
      call_limit = ${told.limit}, heard = true,
      serial = case when t.ends_at > w.ends_at + ${NEXT_WINDOW} then w.serial + 1 else w.serial end,
      taken = case when t.ends_at > w.ends_at + ${NEXT_WINDOW} then ${used}::int else w.taken end,
      others = case when t.ends_at > w.ends_at + ${NEXT_WINDOW} then 0 else greatest(w.others, ${used}::int - w.taken) end,
      ends_at = case when w.heard and t.ends_at <= w.ends_at + ${NEXT_WINDOW} then least(w.ends_at, t.ends_at)
        else t.ends_at end
    from t where w.app_id = ${appId} and w.serial = ${serial} and t.ends_at > t.at
    returning ${columns(sql`t.at`)}`)
  return rows[0] && Row.parse(rows[0])
}
