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
  const isAnswered = facts.effects.some((effect) => effect.state === 'sent' && isFrom(effect.asOf))
  return (
    isAnswered ||
    facts.turns.some((turn) => turn.asOf !== null && isFrom(turn.asOf) && isLawfulSilence(facts, turn)) ||
    isOutOfReach(facts, entry)
  )
}

/** Whether an as-of is this entry or a later one. */
function createIsFrom({ entries }: Facts, entry: FactEntry) {
  const ids = entries.map(({ id }) => id)
  return (asOf: string) => ids.indexOf(asOf) >= ids.indexOf(entry.id)
}

/**
 * No notification came through, and the conversation is not open, or has been answered by a person: nobody waits there,
 * and no search finds it.
 */
function isOutOfReach({ known, state }: Facts, { id }: FactEntry): boolean {
  return state !== 'open' && !known.includes(id)
}

function isLawfulSilence(facts: Facts, { state, outcome, reason, endedBy }: FactTurn): boolean {
  if (state === 'stopped') return isTrue(facts, endedBy)
  return state === 'done' && outcome === 'stay_silent' && isTrue(facts, reason)
}

/** A reason must be a fact of the workspace. */
function isTrue({ entries, effects, deleted }: Facts, reason: string | null): boolean {
  const some = (test: (entry: FactEntry) => boolean) => entries.some(test)
  const byPerson = (entry: FactEntry) => entry.who === 'teammate'
  switch (reason) {
    case 'nothing_unanswered':
      return (
        some((entry) => byPerson(entry) && isComment(entry)) || effects.some(({ state }) => state === 'sent')
      )
    case 'taken_over':
    case 'not_ours':
      return some((entry) => byPerson(entry) && (isComment(entry) || entry.assignedTo !== undefined))
    case 'handed_off':
      return effects.some(({ kind, target, state }) => state === 'sent' && isHandOff(kind, target))
    case 'closed':
      return some(({ what }) => what === 'close')
    case 'snoozed':
      return some(({ what }) => what === 'snoozed')
    case 'redacted':
      return some((entry) => entry.redacted === true)
    case 'no_answer_needed':
      return some((entry) => isContactEntry(entry) && /thank/i.test(entry.text))
    case 'deleted':
      return deleted
    default:
      return false
  }
}

const isHandOff = (kind: string, target: string) =>
  ['handoff_message', 'assignment'].includes(kind) || (kind === 'note' && target === 'handoff')
