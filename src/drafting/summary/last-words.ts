import type { Situation } from '../../decision/read-situation.ts'
import { type Conversation, isComment, isContactEntry } from '../../domain/conversation.ts'
import type { Reading } from '../understand-by-rules.ts'
import { needsNoAnswer } from '../understanding/needs-no-answer.ts'

/** What the contact wants: the messages that wait, or, where they say nothing, the run of messages before them. */
export function lastWords({ entries }: Conversation, { unanswered, before }: Situation): Reading {
  const saysSomething = ({ text, attachments }: { text: string; attachments: number }) =>
    attachments > 0 || (text !== '' && !needsNoAnswer(text))
  if (unanswered.some(saysSomething)) return { unanswered, before }
  const last = entries.findLastIndex((entry) => isContactEntry(entry) && saysSomething(entry))
  if (last === -1) return { unanswered, before }
  const answered = entries
    .slice(0, last)
    .findLastIndex(
      (entry) => entry.author.kind !== 'contact' && (isComment(entry) || entry.kind === 'source'),
    )
  const run = entries.slice(answered + 1, last + 1)
  return { unanswered: run.filter(isContactEntry), before: entries.slice(0, answered + 1) }
}
