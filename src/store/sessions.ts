import { and, eq, gt, lte, sql } from 'drizzle-orm'
import type { Db } from './db.ts'
import { session } from './schema/sessions.ts'

/** Keeps a new session for so many seconds. What has expired goes with it, so that nothing has to tidy up. */
export async function keepSession(db: Db, hash: string, seconds: number): Promise<void> {
  await db.delete(session).where(lte(session.expiresAt, sql`clock_timestamp()`))
  await db
    .insert(session)
    .values({ hash, expiresAt: sql`clock_timestamp() + make_interval(secs => ${seconds})` })
}

/** Whether there is such a session and it has not expired. */
export async function hasSession(db: Db, hash: string): Promise<boolean> {
  const found = await db.$count(
    session,
    and(eq(session.hash, hash), gt(session.expiresAt, sql`clock_timestamp()`)),
  )
  return found > 0
}

/** Ends a session; a copy of its cookie opens nothing any more. */
export async function endSession(db: Db, hash: string): Promise<void> {
  await db.delete(session).where(eq(session.hash, hash))
}
