import type { Summary } from '../domain/digest.ts'
import { bestSentence } from './summary/best-sentence.ts'
import { nextStep } from './summary/next-step.ts'
import { oneLine } from './summary/one-line.ts'
import type { UnresolvedConversation } from './summary/unresolved-conversation.ts'
import { whatWasTried } from './summary/what-was-tried.ts'

/** Summarises by quoting: the contact's own best sentence, what was done last, and a next step by rule. */
export const summariseByRules = (unresolved: UnresolvedConversation): Summary => ({
  problem: problemOf(unresolved),
  tried: whatWasTried(unresolved.last),
  nextStep: nextStep(unresolved),
  by: 'extractive',
})

/** A follow-up such as "and yearly?" is told with the question that it follows. */
function problemOf({ understanding }: UnresolvedConversation): string {
  const { question, text, language, unreadable } = understanding
  const lines = question.split('\n')
  const isOwn = (line: string) => text.includes(line)
  const before = bestSentence(lines.filter((line) => !isOwn(line)).join('\n'), language)
  const own = bestSentence(lines.filter(isOwn).join('\n'), language)
  const problem = oneLine([before, own].filter((sentence) => sentence !== '').join(' '))
  if (problem !== '') return problem
  if (unreadable) return 'An image or a file came without any words.'
  return oneLine(text) || 'There is no text to read: it was redacted, or never there.'
}
