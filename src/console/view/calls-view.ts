import { html } from 'ghtml'
import type { TrailTurn } from '../../store/trail.ts'
import { inWords } from '../in-words.ts'
import { LABELS } from '../labels.ts'
import { chip, quietLine } from './step-view.ts'
import { count, duration } from './time-view.ts'

type Call = TrailTurn['calls'][number]

/** Every call of a language model in this turn: what it was given, what it answered, what it cost. */
export function callsView({ calls, facts }: TrailTurn): string {
  const fellBack = facts?.fellBack
  const because = fellBack
    ? html`<p>!${chip('without the model', 'stopped')} ${inWords(LABELS.fellBack, fellBack)}</p>`
    : ''
  if (calls.length === 0) return because || quietLine('No model was asked.')
  return html`!${because}<ol class="passages">!${calls.map(callView)}</ol><p class="meta">${totalOf(calls)}</p>`
}

const callView = (call: Call): string => html`<li><details class="passage">
  <summary><span class="title">${call.prompt}</span>
    !${call.outcome === 'answered' ? '' : chip(inWords(LABELS.fellBack, call.outcome), 'stopped')}
    <span class="source">${call.model}</span> <span class="score">${duration(call.latencyMs)}</span></summary>
  !${call.input ? call.input.map(messageView) : quietLine('What was sent is erased.')}
  <p class="meta">Answer</p>
  <pre class="passage-text">${call.output ?? 'None, or erased.'}</pre>
  <p class="meta">prompt <code>${call.promptHash.slice(0, 12)}</code> · ${usageOf(call)} · ${costOf([call])}
    · ${count(call.httpRequests, 'request')}</p>
</details></li>`

const messageView = ({ role, content }: NonNullable<Call['input']>[number]): string =>
  html`<p class="meta">${role}</p><pre class="passage-text">${content}</pre>`

const usageOf = ({ usage }: Call): string =>
  usage ? `${usage.input} tokens in (${usage.cachedInput} cached), ${usage.output} out` : 'tokens unknown'

const totalOf = (calls: readonly Call[]): string =>
  `${count(calls.length, 'call')}, ${duration(calls.reduce((sum, { latencyMs }) => sum + latencyMs, 0))}, ${costOf(calls)}`

/** One call of unknown cost makes the sum unknown: it is never counted as nothing. */
function costOf(calls: readonly Call[]): string {
  const costs = calls.map(({ costUsd }) => costUsd)
  if (costs.some((cost) => cost === null)) return 'cost unknown: the model has no price in firstline.yaml'
  return `$${costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0).toFixed(5)}`
}
