import type { Language } from '../../domain/language.ts'
import { contradicts } from '../verification/opposites.ts'
import { isFollowUp } from './is-follow-up.ts'
import { stripCourtesy } from './strip-courtesy.ts'

/** The end of a long message is what a follow-up follows. */
const MOST_BEFORE = 300

/**
 * A question that can be understood without the conversation: a follow-up gets the contact's question before it, without
 * what it replaces ("and yearly?" after a question about the monthly plan no longer asks about monthly).
 * `before` holds the contact's earlier turns, newest first.
 */
export function standAloneQuestion(
  asked: string,
  { before, language }: { readonly before: readonly string[]; readonly language: Language },
): string {
  const [previous, ...older] = before
  if (!previous || !isFollowUp(asked, language)) return asked
  const question = stripCourtesy(previous).slice(-MOST_BEFORE)
  const earlier = standAloneQuestion(question, { before: older, language })
  return `${withoutReplaced(earlier, asked)}\n${asked}`
}

const withoutReplaced = (earlier: string, asked: string): string =>
  earlier
    .split(/(?<=\s)/)
    .filter((word) => !contradicts(asked, word))
    .join('')
    .trim()
