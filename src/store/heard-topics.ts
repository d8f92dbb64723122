import { eq, sql } from 'drizzle-orm'
import type { AppId } from '../domain/ids.ts'
import type { Db } from './db.ts'
import { heardTopic } from './schema/conversations.ts'

/** A webhook topic of which at least one notification came. */
export type HeardTopic = { readonly topic: string; readonly firstAt: Date; readonly lastAt: Date }

/** Remembers that a topic was heard of just now. */
export async function hearTopic(db: Db, appId: AppId, topic: string): Promise<void> {
  await db
    .insert(heardTopic)
    .values({ appId, topic })
    .onConflictDoUpdate({
      target: [heardTopic.appId, heardTopic.topic],
      set: { lastAt: sql`clock_timestamp()` },
    })
}

/** All topics that this workspace has sent so far. */
export const heardTopics = (db: Db, appId: AppId): Promise<readonly HeardTopic[]> =>
  db
    .select({ topic: heardTopic.topic, firstAt: heardTopic.firstAt, lastAt: heardTopic.lastAt })
    .from(heardTopic)
    .where(eq(heardTopic.appId, appId))
