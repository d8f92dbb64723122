import { createHash } from 'node:crypto'
import { asc, sql } from 'drizzle-orm'
import { FIRST_HASH, hashEvent, type StoredAuditEvent } from './audit.ts'
import type { Db } from './db.ts'
import { auditEvent } from './schema/conversations.ts'

export type AuditProblem = {
  readonly appId: string
  readonly conversationId: string
  readonly seq: number
  readonly problem: 'changed' | 'missing_before' | 'broken_link'
}

export type AuditVerification = {
  readonly chains: number
  readonly events: number
  readonly problems: readonly AuditProblem[]
}

const PAGE = 2_000

/** Recomputes every chain. */
export async function verifyAudit(db: Db): Promise<AuditVerification> {
  const problems: AuditProblem[] = []
  let previous: StoredAuditEvent | undefined
  let chains = 0
  let events = 0
  for await (const event of everyEvent(db)) {
    const before = previous && isSameChain(previous, event) ? previous : undefined
    if (!before) chains += 1
    const problem = problemOf(event, before)
    if (problem)
      problems.push({ appId: event.appId, conversationId: event.conversationId, seq: event.seq, problem })
    events += 1
    previous = event
  }
  return { chains, events, problems }
}

function problemOf(
  event: StoredAuditEvent,
  before: StoredAuditEvent | undefined,
): AuditProblem['problem'] | undefined {
  if (event.seq !== (before?.seq ?? 0) + 1) return 'missing_before'
  if (event.previousHash !== (before?.hash ?? FIRST_HASH)) return 'broken_link'
  return hashEvent(event) === event.hash ? undefined : 'changed'
}

const isSameChain = (a: StoredAuditEvent, b: StoredAuditEvent): boolean =>
  a.appId === b.appId && a.conversationId === b.conversationId

async function* everyEvent(db: Db): AsyncGenerator<StoredAuditEvent> {
  let after: StoredAuditEvent | undefined
  for (;;) {
    const rows: readonly StoredAuditEvent[] = await db
      .select()
      .from(auditEvent)
      .where(
        after &&
          sql`(app_id, conversation_id, seq) > (${after.appId}, ${after.conversationId}, ${after.seq})`,
      )
      .orderBy(asc(auditEvent.appId), asc(auditEvent.conversationId), asc(auditEvent.seq))
      .limit(PAGE)
    yield* rows
    after = rows.at(-1)
    if (!after) return
  }
}

/** A transaction never takes this long, so that nothing dated before the cut can still appear after it. */
const SETTLE_MS = 5 * 60_000

/**
 * One line that stands for all chains at a moment: `<unix ms>-<sha256>`. Written to the log once a day; whoever
 * keeps the log can prove with it that nothing older was rewritten.
 */
export const auditHead = (db: Db, now: Date): Promise<string> => headAt(db, now.getTime() - SETTLE_MS)

/** Whether the chains still are what they were when `head` was written; `malformed` when it is no head at all. */
export async function matchesHead(db: Db, head: string): Promise<'same' | 'rewritten' | 'malformed'> {
  const at = /^(\d{13})-[0-9a-f]{64}$/.exec(head)?.[1]
  if (!at) return 'malformed'
  return (await headAt(db, Number(at))) === head ? 'same' : 'rewritten'
}

async function headAt(db: Db, atMs: number): Promise<string> {
  const { rows } = await db.execute<{ line: string }>(sql`
    select concat_ws('|', app_id, conversation_id, seq, hash) as line from (
      select distinct on (app_id, conversation_id) app_id, conversation_id, seq, hash
      from audit_event where at <= ${new Date(atMs).toISOString()}::timestamptz
      order by app_id, conversation_id, seq desc) heads
    order by app_id collate "C", conversation_id collate "C"`)
  const hash = createHash('sha256')
  for (const { line } of rows) hash.update(`${line}\n`)
  return `${atMs}-${hash.digest('hex')}`
}
