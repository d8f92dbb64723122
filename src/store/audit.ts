import { createHash } from 'node:crypto'
import { and, asc, desc, eq } from 'drizzle-orm'
import type { AuditFact } from '../domain/audit-event.ts'
import type { ConversationRef } from '../domain/ids.ts'
import type { Db, Tx } from './db.ts'
import { auditEvent } from './schema/conversations.ts'

export const FIRST_HASH = '0'.repeat(64)

/** What an event's hash covers; key order is fixed, so that the same event always hashes the same. */
export type HashedEvent = {
  readonly appId: string
  readonly conversationId: string
  readonly seq: number
  readonly turnId: string | null
  readonly kind: string
  readonly facts: unknown
  readonly at: Date
  readonly previousHash: string
}

/** sha256 over the event and its predecessor's hash. */
export const hashEvent = (event: HashedEvent): string =>
  createHash('sha256')
    .update(
      canonical([
        event.appId,
        event.conversationId,
        event.seq,
        event.turnId,
        event.kind,
        event.facts,
        event.at.toISOString(),
        event.previousHash,
      ]),
    )
    .digest('hex')

/** JSON with sorted keys: jsonb does not keep the order in which keys were written. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

/**
 * Appends events to a conversation's chain, inside the transaction that records their cause. That transaction holds the
 * conversation's row already, as every one that changes something of it does: chains grow one transaction at a time.
 * One that did not would fail on the primary key; it could not fork the chain.
 */
export async function appendAudit(tx: Tx, ref: ConversationRef, events: readonly AuditFact[]): Promise<void> {
  if (events.length === 0) return
  const [last] = await tx
    .select({ seq: auditEvent.seq, hash: auditEvent.hash })
    .from(auditEvent)
    .where(inChain(ref))
    .orderBy(desc(auditEvent.seq))
    .limit(1)
  await appendAfter(tx, ref, { events, last: last ?? { seq: 0, hash: FIRST_HASH } })
}

/** The same for a transaction that has read the end of the chain since it holds the row. */
export async function appendAfter(
  tx: Tx,
  ref: ConversationRef,
  { events, last }: { readonly events: readonly AuditFact[]; readonly last: Link },
): Promise<void> {
  await tx.insert(auditEvent).values([...chain(ref, events, last)])
}

/** An event's place in its chain. */
export type Link = { readonly seq: number; readonly hash: string }

function chain(
  ref: ConversationRef,
  events: readonly AuditFact[],
  last: Link,
): readonly (HashedEvent & Link)[] {
  const at = new Date()
  let previous = last
  return events.map(({ kind, facts, turnId }) => {
    const seq = previous.seq + 1
    const event = { ...ref, seq, turnId: turnId ?? null, kind, facts, at, previousHash: previous.hash }
    previous = { seq, hash: hashEvent(event) }
    return { ...event, hash: previous.hash }
  })
}

const inChain = ({ appId, conversationId }: ConversationRef) =>
  and(eq(auditEvent.appId, appId), eq(auditEvent.conversationId, conversationId))

/** A conversation's chain, oldest first. */
export const readAudit = (db: Db, ref: ConversationRef) =>
  db.select().from(auditEvent).where(inChain(ref)).orderBy(asc(auditEvent.seq))

export type StoredAuditEvent = Awaited<ReturnType<typeof readAudit>>[number]
