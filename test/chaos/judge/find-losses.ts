import {
  type FactEntry,
  type Facts,
  type FactTurn,
  isComment,
  isContactEntry,
  type Violation,
} from './facts.ts'

const loss = (what: string): Violation => ({ kind: 'loss', what })

/** Something the contact wrote that got neither an answer nor a lawful reason, or that still waits. */
export function findLosses(facts: Facts): readonly Violation[] {
  const { row } = facts
  const waits = row && (row.asked !== row.settled || row.sending !== null)
  return [
    ...(waits
      ? [loss(`still waits: asked ${row.asked}, settled ${row.settled}, sending ${row.sending}`)]
      : []),
    ...facts.entries
      .filter((entry) => isContactEntry(entry) && !isCovered(facts, entry))
      .map(({ id }) => loss(`${id} got neither an answer nor a reason`)),
  ]
}

function isCovered(facts: Facts, entry: FactEntry): boolean {
  const isFrom = createIsFrom(facts, entry)
  const turns = facts.turns.filter(({ asOf }) => asOf !== null && isFrom(asOf))
  const isAnswered = facts.effects.some(
    ({ kind, state, asOf }) => kind !== 'tag' && state === 'sent' && isFrom(asOf),
  )
  return (
    isAnswered ||
    turns.some((turn) => isLawfulSilence(facts, entry, turn)) ||
    (turns.length > 0 && isAnsweredByTeammate(facts, entry)) ||
    isGivenUpNote(facts, isFrom) ||
    isOutOfReach(facts, entry)
  )
}

/** Whether an as-of is this entry or a later one. */
function createIsFrom({ entries }: Facts, entry: FactEntry) {
  const ids = entries.map(({ id }) => id)
  return (asOf: string) => ids.indexOf(asOf) >= ids.indexOf(entry.id)
}

/**
 * A note for teammates whose outcome stayed unknown twice: a third try might double it, the conversation is in their inbox
 * anyway, and the draft is on record. A reply becomes a hand-off instead.
 */
const isGivenUpNote = ({ effects }: Facts, isFrom: (asOf: string) => boolean): boolean =>
  effects.some(({ kind, state, asOf }) => kind === 'note' && state === 'failed' && isFrom(asOf))

/**
 * No notification came through, and the conversation is not open, or has been answered by a person: nobody waits there,
 * and no search finds it.
 */
function isOutOfReach({ known, state }: Facts, { id }: FactEntry): boolean {
  return state !== 'open' && !known.includes(id)
}

function isLawfulSilence(facts: Facts, entry: FactEntry, turn: FactTurn): boolean {
  const { state, outcome, reason, endedBy } = turn
  if (state === 'stopped') return isTrue(facts, entry, endedBy)
  if (state !== 'done' || outcome !== 'stay_silent') return false
  return isTrue(facts, entry, reason) || isPassedOver(facts, entry, turn)
}

/** A reason must be a fact of the workspace, and one about this very entry. */
function isTrue({ entries, effects, deleted }: Facts, entry: FactEntry, reason: string | null): boolean {
  const later = entries.slice(entries.indexOf(entry) + 1)
  switch (reason) {
    case 'nothing_unanswered':
      return isAnsweredByTeammate({ entries }, entry)
    case 'taken_over':
    case 'not_ours':
      return entries.some(
        (other) => byTeammate(other) && (isComment(other) || other.assignedTo !== undefined),
      )
    case 'handed_off':
      return effects.some(({ kind, target, state }) => state === 'sent' && isHandOff(kind, target))
    case 'closed':
      return later.some(({ what }) => what === 'close')
    case 'snoozed':
      return later.some(({ what }) => what === 'snoozed')
    case 'redacted':
      return entry.redacted === true
    case 'no_answer_needed':
      return /thank/i.test(entry.text)
    case 'deleted':
      return deleted
    default:
      return false
  }
}

/** A later message needed no answer, and a read for it showed this one without its words. */
const isPassedOver = ({ calls }: Facts, { id }: FactEntry, { asOf, reason }: FactTurn): boolean =>
  reason === 'no_answer_needed' &&
  asOf !== null &&
  asOf !== id &&
  calls.some(
    (call) => call.kind === 'read' && call.entryIds.includes(asOf) && (call.redactedIds ?? []).includes(id),
  )

/** A turn that looks at a later message leaves this one to them. */
const isAnsweredByTeammate = ({ entries }: Pick<Facts, 'entries'>, entry: FactEntry): boolean =>
  entries.slice(entries.indexOf(entry) + 1).some((other) => byTeammate(other) && isComment(other))

const byTeammate = ({ who }: FactEntry): boolean => who === 'teammate'

const isHandOff = (kind: string, target: string) =>
  ['handoff_message', 'assignment'].includes(kind) || (kind === 'note' && target === 'handoff')
