import type { Conversation, Entry } from '../../domain/conversation.ts'
import { element } from '../../model/untrusted-text.ts'
import { stripQuotedMail } from '../understanding/strip-quoted-mail.ts'

/** About 4,000 tokens of English. */
const MOST_LETTERS = 12_000
const LONGEST_ENTRY = 3_000

/** Who wrote what, oldest first. `isOwn` tells entries that we wrote; our own notes hold passages, and are left out. */
export type Transcript = {
  readonly conversation: Conversation
  readonly isOwn: (entry: Entry) => boolean
}

type Line = { readonly by: string; readonly at: string; readonly text: string }

/** Everything in a conversation that a summary may rest on. */
export const transcriptLines = ({ conversation, isOwn }: Transcript): readonly Line[] =>
  conversation.entries
    .filter((entry) => entry.text !== '' && !(entry.kind === 'note' && isOwn(entry)))
    .map((entry) => ({
      by: authorOf(entry, isOwn(entry)),
      at: entry.at.toISOString().slice(0, 10),
      text: stripQuotedMail(entry.text.slice(0, LONGEST_ENTRY)),
    }))

/** The conversation for a prompt: the first message stays, and of the rest what is newest. */
export function conversationBlock(transcript: Transcript): string {
  const [first, ...rest] = transcriptLines(transcript)
  if (!first) return ''
  let left = MOST_LETTERS - first.text.length
  const kept: Line[] = []
  for (const line of rest.toReversed()) {
    left -= line.text.length
    if (left < 0) break
    kept.unshift(line)
  }
  const missing = rest.length - kept.length
  const gap = missing > 0 ? [`(${missing} turns are left out here)`] : []
  return ['<conversation>', turn(first), ...gap, ...kept.map(turn), '</conversation>'].join('\n')
}

const turn = ({ by, at, text }: Line): string => element('turn', { by, at }, text)

function authorOf({ author, kind }: Entry, isOwn: boolean): string {
  if (isOwn) return 'bot'
  if (author.kind === 'contact') return 'contact'
  if (author.kind !== 'admin') return 'automation'
  return kind === 'note' ? 'team, in an internal note' : 'team'
}
