import { type LastTurn, reasonOf } from '../../store/last-turn.ts'
import type { Cast } from './cast.ts'
import type { PlayedConversation, PlayedEntry } from './player.ts'
import type { Expectation } from './script.ts'

export type Observed = {
  readonly turn: LastTurn | undefined
  readonly conversation: PlayedConversation
  readonly cast: Pick<Cast, 'botAdminId' | 'assignee'>
}

/** What does not hold, in words; nothing when all is well. */
export function checkExpectation(
  expected: Expectation,
  { turn, conversation, cast }: Observed,
): readonly string[] {
  const own = conversation.entries.filter((entry) => String(entry.author.id) === cast.botAdminId)
  const replies = own.filter((entry) => entry.kind !== 'note' && entry.body_text !== '')
  const notes = own.filter((entry) => entry.kind === 'note')
  return [
    ...differs('outcome', turn?.outcome.kind, expected.outcome),
    ...differs('reason', turn && reasonOf(turn), expected.reason),
    ...differs('stopped by', turn?.state === 'stopped' ? turn.endedBy : 'nothing', expected.stopped_by),
    ...differs('replies', replies.length, expected.replies),
    ...differs('notes', notes.length, expected.notes),
    ...expected.includes
      .filter((text) => !has(replies.at(-1), text))
      .map((text) => `the reply lacks "${text}"`),
    ...expected.excludes
      .filter((text) => replies.some((reply) => has(reply, text)))
      .map((text) => `a reply has "${text}"`),
    ...expected.note_includes
      .filter((text) => !has(notes.at(-1), text))
      .map((text) => `the note lacks "${text}"`),
    ...(expected.source && !turn?.sources.includes(expected.source)
      ? [`source: expected ${expected.source}, found ${turn?.sources.join(', ') || 'none'}`]
      : []),
    ...differs(
      'assigned_to',
      assigneeOf(conversation),
      expected.assigned_to && cast.assignee(expected.assigned_to).id,
    ),
  ]
}

const has = (entry: PlayedEntry | undefined, text: string): boolean =>
  (entry?.body_text ?? '').toLowerCase().includes(text.toLowerCase())

const assigneeOf = ({ admin_assignee_id, team_assignee_id }: PlayedConversation): string | null =>
  admin_assignee_id ?? team_assignee_id

const differs = (what: string, found: unknown, expected: unknown): readonly string[] =>
  expected === undefined || expected === found
    ? []
    : [`${what}: expected ${String(expected)}, found ${String(found)}`]
