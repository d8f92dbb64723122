import {
  type FactEffect,
  type FactEntry,
  type Facts,
  isComment,
  isContactEntry,
  isVisibleKind,
  type Violation,
} from './facts.ts'

/** What the last read before a comment, or a close, showed must allow it. */
export const findTalkOvers = (facts: Facts): readonly Violation[] =>
  facts.effects
    .filter(
      ({ kind, state, partId }) => state === 'sent' && (isVisibleKind(kind) || isOurClose(kind, partId)),
    )
    .flatMap((effect) => judgeWritten(facts, effect))

/** Without a part of ours somebody else had closed it. */
const isOurClose = (kind: string, partId: string | null) => kind === 'close' && partId !== null

function judgeWritten(facts: Facts, { partId, asOf }: FactEffect): readonly Violation[] {
  const wroteAt = facts.calls.findIndex((call) => call.kind === 'write' && call.entryId === partId)
  const reads = facts.calls.slice(0, Math.max(wroteAt, 0)).filter((call) => call.kind === 'read')
  const fence = reads.at(-1)
  // A turn reads when it starts, and again right before it sends (CONTRACT).
  if (!fence || reads.filter(({ entryIds }) => entryIds.includes(asOf)).length < 2)
    return [talkOver(`${partId} was written without a second read before it`)]
  if (fence.state !== 'open') return [talkOver(`${partId} was written into a ${fence.state} conversation`)]
  const seen = facts.entries.filter(({ id }) => fence.entryIds.includes(id))
  const hands = handsOf(seen, facts.botAdminId)
  if (hands !== 'ours') return [talkOver(`${partId} was written over ${hands}`)]
  const newest = seen.findLast(isContactEntry)
  if (newest && newest.id !== asOf)
    return [{ kind: 'double', what: `${partId} answers ${asOf} although ${newest.id} was to be seen` }]
  return []
}

const talkOver = (what: string): Violation => ({ kind: 'talk_over', what })

/** Whose conversation it is, told from the entries alone. */
const handsOf = (seen: readonly FactEntry[], botAdminId: string): string =>
  seen.reduce((hands, entry) => {
    if (entry.assignedTo !== undefined && entry.assignedTo === botAdminId) return 'ours'
    if (entry.who === 'bot') return entry.assignedTo === undefined ? hands : 'our own hand-off'
    if (entry.who !== 'teammate') return hands
    return isComment(entry) || entry.assignedTo !== undefined ? 'a teammate' : hands
  }, 'ours')

/** Milliseconds between the fence's read and the comment's arrival, both as the workspace saw them. */
export const fenceWindows = ({ calls, effects }: Facts): readonly number[] =>
  effects
    .filter(({ kind, state }) => isVisibleKind(kind) && state === 'sent')
    .flatMap(({ partId }) => {
      const wroteAt = calls.findIndex((call) => call.kind === 'write' && call.entryId === partId)
      const fence = calls.slice(0, Math.max(wroteAt, 0)).findLast((call) => call.kind === 'read')
      const write = calls[wroteAt]
      return fence && write ? [write.atMs - fence.atMs] : []
    })
