import { html } from 'ghtml'
import { reasonInWords } from '../../delivery/own-words/own-words.ts'
import type { TrailTurn } from '../../store/trail.ts'
import { inWords } from '../in-words.ts'
import { LABELS } from '../labels.ts'
import { timeView } from './time-view.ts'

const DONE: Readonly<Record<string, string>> = {
  delivered: 'Delivered: everything that was planned is in the inbox.',
  no_effect: 'Over: there was nothing to do in the inbox.',
  not_in_pilot:
    'Over: decided, and nothing was written, because a contact of this conversation is not in the pilot.',
  finished_later: 'Over: a later run took care of what was left.',
}

/** How the turn ended, in a sentence. */
export const endingView = (turn: TrailTurn): string =>
  html`<p>${ending(turn)}</p>!${turn.endedAt ? html`<p class="meta">!${timeView(turn.endedAt, 'full')}</p>` : ''}`

function ending({ state, endedBy }: TrailTurn): string {
  const by = endedBy ?? 'unknown'
  if (state === 'done') return inWords(DONE, by)
  if (state === 'superseded')
    return `Started over: ${inWords(LABELS.freshTurn, by)} A fresh turn took its place.`
  if (state === 'stopped' && by === 'deleted')
    return 'The conversation was deleted. What people wrote is erased.'
  if (state === 'stopped') {
    return `Stopped by the fence. The conversation was read again right before sending: ${reasonInWords(by)} Nothing was posted; the draft is kept.`
  }
  return state === 'failed' ? `Failed: ${reasonInWords(by)}` : 'Not over yet.'
}
