import type { Change, Stamp, Topic } from '../change.ts'
import type { Author, Conversation, Writing } from '../conversation.ts'
import { appendEntry } from './append-entry.ts'
import { newEntry } from './new-entry.ts'
import { saysSomething } from './writing.ts'

/** What the conversation becomes, by whom; a text may ride on opening and closing. */
export type NewState =
  | { readonly kind: 'open' | 'close'; readonly by: Author; readonly writing: Writing }
  | { readonly kind: 'snoozed'; readonly by: Author; readonly untilS: number }

const openedTopic = (before: Conversation): Topic =>
  before.state === 'snoozed' ? 'conversation.admin.unsnoozed' : 'conversation.admin.opened'

/** Opens, closes or snoozes. Nobody waits in a closed conversation; a text that rides along is an answer too. */
export const setState = (conversation: Conversation, to: NewState, stamp: Stamp): Change => {
  if (to.kind === 'snoozed') {
    const entry = newEntry({ kind: 'snoozed', author: to.by, stateAfter: 'snoozed' }, stamp)
    const next = { ...appendEntry(conversation, entry), snoozedUntil: to.untilS }
    return { conversation: next, entry, topic: 'conversation.admin.snoozed' }
  }
  const stateAfter = to.kind === 'open' ? 'open' : 'closed'
  const entry = newEntry({ kind: to.kind, author: to.by, ...to.writing, stateAfter }, stamp)
  const next = appendEntry(conversation, entry)
  const answered = to.kind === 'close' || saysSomething(to.writing)
  return {
    conversation: answered ? { ...next, waitingSince: null } : next,
    entry,
    topic: to.kind === 'close' ? 'conversation.admin.closed' : openedTopic(conversation),
  }
}
