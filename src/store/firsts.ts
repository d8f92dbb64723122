import { and, asc, eq, type SQL } from 'drizzle-orm'
import type { AppId } from '../domain/ids.ts'
import type { Db } from './db.ts'
import { effect, turn } from './schema/turns.ts'

/** When something happened for the first time, and in which conversation. */
export type First = { readonly conversationId: string; readonly at: Date }

/** The first signs of life of a workspace; absent: not yet. */
export type Firsts = {
  readonly turn?: First
  /** Decided in `shadow`: thought through, and nothing written. */
  readonly shadow?: First
  readonly note?: First
  readonly reply?: First
}

export const NOTHING_YET: Firsts = {}

/** What a workspace has seen so far. */
export async function readFirsts(db: Db, appId: AppId): Promise<Firsts> {
  const [any, shadow, note, reply] = await Promise.all([
    firstTurn(db, eq(turn.appId, appId)),
    firstTurn(db, and(eq(turn.appId, appId), eq(turn.mode, 'shadow'), eq(turn.state, 'done'))),
    firstSent(db, appId, 'note'),
    firstSent(db, appId, 'reply'),
  ])
  return {
    ...(any && { turn: any }),
    ...(shadow && { shadow }),
    ...(note && { note }),
    ...(reply && { reply }),
  }
}

async function firstTurn(db: Db, which: SQL | undefined): Promise<First | undefined> {
  const [row] = await db
    .select({ conversationId: turn.conversationId, at: turn.startedAt })
    .from(turn)
    .where(which)
    .orderBy(asc(turn.startedAt))
    .limit(1)
  return row
}

async function firstSent(db: Db, appId: AppId, kind: 'note' | 'reply'): Promise<First | undefined> {
  const [row] = await db
    .select({ conversationId: effect.conversationId, at: effect.createdAt })
    .from(effect)
    .where(and(eq(effect.appId, appId), eq(effect.kind, kind), eq(effect.state, 'sent')))
    .orderBy(asc(effect.createdAt))
    .limit(1)
  return row
}
