import { inWords } from './in-words.ts'
import { LABELS } from './labels.ts'

/** What a headline needs of a turn. */
export type Ending = {
  readonly state: string | null
  readonly endedBy: string | null
  readonly mode: string | null
  readonly outcome: string | undefined
}

/** What a turn came to, in one line: what was decided is not always what happened. */
export function headline({ state, endedBy, mode, outcome }: Ending): string {
  if (!outcome) return state === null ? 'Not judged yet' : 'Judged; the record is erased'
  const wish = inWords(LABELS.wish, outcome)
  if (state === 'done') return doneLine({ outcome, wish, mode, endedBy })
  if (state === 'stopped') return `Wanted to ${wish}; the fence stopped it`
  if (state === 'superseded') return `Wanted to ${wish}; started over`
  return state === 'failed' ? `Tried to ${wish} and failed` : `About to ${wish}`
}

type Done = Pick<Ending, 'mode' | 'endedBy'> & { readonly outcome: string; readonly wish: string }

function doneLine({ outcome, wish, mode, endedBy }: Done): string {
  if (endedBy === 'not_in_pilot') return `Would ${wish}; outside the pilot nothing is sent`
  if (outcome === 'stay_silent' || endedBy !== 'no_effect') return inWords(LABELS.done, outcome)
  if (mode === 'shadow') return `Would ${wish}; in shadow mode nothing is sent`
  return outcome === 'propose' ? 'Kept a suggestion, without a note' : `Would ${wish}; nothing was left to do`
}

/** A colour for a turn; the words say the same, so that nothing hangs on the colour. */
export function toneOf({ state, outcome }: Pick<Ending, 'state' | 'outcome'>): string {
  if (state === 'stopped' || state === 'failed') return 'stopped'
  if (state === 'superseded') return 'silent'
  if (outcome === 'reply' || outcome === 'clarify') return 'good'
  return outcome === 'hand_off' ? 'people' : outcome === 'propose' ? 'note' : 'silent'
}
