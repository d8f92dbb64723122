import { reasonInWords } from '../delivery/own-words/own-words.ts'
import { inWords } from './in-words.ts'
import { LABELS } from './labels.ts'

/** The codes that say why a turn came to what it came to. */
export type Grounds = {
  readonly state: string | null
  readonly endedBy: string | null
  readonly reason: string | null | undefined
  readonly rule: string | null | undefined
}

/** Why, in a sentence: what stopped a turn says more than what it had wanted, and a rule speaks where no reason is. */
export function reasonOf({ state, endedBy, reason, rule }: Grounds): string {
  if (state === 'stopped' && endedBy) return reasonInWords(endedBy)
  if (endedBy === 'not_in_pilot') return reasonInWords(endedBy)
  if (state === 'superseded' && endedBy) return inWords(LABELS.freshTurn, endedBy)
  if (reason) return reasonInWords(reason)
  return rule ? inWords(LABELS.rule, rule) : ''
}
