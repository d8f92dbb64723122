import { FIRST_HASH, hashEvent, type StoredAuditEvent } from '../store/audit.ts'

/** Where a chain stops being believable; absent when every event still hashes to what was written. */
export type ChainBreak = { readonly seq: number; readonly problem: 'missing' | 'unlinked' | 'changed' }

/** Re-hashes one conversation's chain, oldest first, and answers the first break. */
export function checkChain(events: readonly StoredAuditEvent[]): ChainBreak | undefined {
  for (const [index, event] of events.entries()) {
    const problem = problemOf(event, events[index - 1])
    if (problem) return { seq: event.seq, problem }
  }
  return undefined
}

function problemOf(event: StoredAuditEvent, before: StoredAuditEvent | undefined) {
  if (event.seq !== (before?.seq ?? 0) + 1) return 'missing'
  if (event.previousHash !== (before?.hash ?? FIRST_HASH)) return 'unlinked'
  return hashEvent(event) === event.hash ? undefined : 'changed'
}
