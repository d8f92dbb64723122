import type { DigestItem, DigestTotals } from '../../domain/digest.ts'

type Aside = Pick<DigestTotals, 'thanked' | 'unread' | 'isComplete'>

/** The numbers above a summary. */
export function countTotals(items: readonly DigestItem[], aside: Aside): DigestTotals {
  const waiting = items.flatMap(({ conversationId, waitingSince }) =>
    waitingSince ? [{ conversationId, since: waitingSince }] : [],
  )
  return {
    open: items.filter(({ state }) => state === 'open').length,
    snoozeOver: items.filter(({ state }) => state === 'snooze_over').length,
    unassigned: items.filter(({ owner }) => owner.kind === 'nobody').length,
    waiting: waiting.length,
    byOwner: countBy(items.map(({ owner }) => (owner.kind === 'nobody' ? 'nobody' : owner.name))),
    byTopic: countBy(items.map(({ topic }) => topic)),
    longest: waiting.toSorted((a, b) => a.since.getTime() - b.since.getTime())[0] ?? null,
    ...aside,
  }
}

/** The most frequent first. */
const countBy = (names: readonly string[]): DigestTotals['byOwner'] =>
  [...new Set(names)]
    .map((name) => ({ name, count: names.filter((other) => other === name).length }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
