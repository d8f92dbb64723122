import { findDisagreements } from './find-disagreements.ts'
import { findDoubles } from './find-doubles.ts'
import { findLosses } from './find-losses.ts'
import { findTalkOvers } from './find-talk-overs.ts'
import { type Facts, isComment, isContactEntry, type Violation } from './facts.ts'

/**
 * The workspace is the judge. For every contact's turn exactly one of: a bot's comment, a hand-off, a draft for
 * teammates, silence for a recorded and lawful reason; never a word after a takeover that the read before it showed; and
 * every row of ours agrees with what stands in the workspace. Facts in, violations out.
 */
export const judge = (facts: Facts): readonly Violation[] =>
  facts.deleted
    ? findDisagreements(facts)
    : [...findDoubles(facts), ...findLosses(facts), ...findTalkOvers(facts), ...findDisagreements(facts)]

/** The contact's turns: runs of messages that nobody's comment interrupts. */
export const countTurns = ({ entries }: Facts): number => {
  const comments = entries.filter((entry) => isComment(entry) || isContactEntry(entry))
  return comments.filter((entry, index) => isContactEntry(entry) && comments[index - 1]?.who !== 'contact')
    .length
}
