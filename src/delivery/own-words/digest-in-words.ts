import type { Digest, DigestItem } from '../../domain/digest.ts'
import { spanInWords } from '../../domain/span-in-words.ts'

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** What a day's summary amounts to, in a few short sentences. */
export function totalsInWords({
  totals,
  createdAt,
}: Pick<Digest, 'totals' | 'createdAt'>): readonly string[] {
  const { open, snoozeOver, waiting, unassigned, longest, thanked, unread, isComplete } = totals
  const span = longest && spanInWords(createdAt.getTime() - longest.since.getTime())
  return [
    `${count(open + snoozeOver, 'unresolved conversation')}: ${open} open, ${snoozeOver} snoozed past due, ${unassigned} unassigned.`,
    `${waiting} with a message that waits for an answer${span ? `, the longest for ${span}` : ''}.`,
    ...(thanked > 0 ? [`${thanked} more ended with thanks.`] : []),
    ...(unread.length > 0
      ? [
          `${unread.length} could not be read: ${unread.map(({ conversationId }) => conversationId).join(', ')}.`,
        ]
      : []),
    ...(isComplete ? [] : ['There are more than could be looked through.']),
  ]
}

/** Where a conversation stands: who waits how long, state, owner, topic. */
export function standInWords({ waitingSince, state, owner, topic }: DigestItem, at: Date): readonly string[] {
  const waited = waitingSince && spanInWords(at.getTime() - waitingSince.getTime())
  return [
    waited ? `has waited for ${waited}` : 'nothing waits for an answer',
    state === 'open' ? 'open' : 'snoozed past due',
    owner.kind === 'nobody' ? 'unassigned' : owner.name,
    topic === 'other' ? 'no topic' : topic,
  ]
}

export const contactInWords = ({ contactName }: Pick<DigestItem, 'contactName'>): string =>
  contactName ?? 'A contact without a name'
