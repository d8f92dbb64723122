import { html } from 'ghtml'
import { z } from 'zod'
import { reasonInWords } from '../../delivery/own-words/own-words.ts'
import { EFFECT_KINDS, type EffectKind } from '../../domain/effect.ts'
import { hasText } from '../../domain/effect-rules.ts'
import { bodyText } from '../../intercom/body-text.ts'
import type { TrailTurn } from '../../store/trail.ts'
import { inWords } from '../in-words.ts'
import { LABELS } from '../labels.ts'
import type { TurnEvent, TurnStory } from '../tell-story.ts'
import { chip, quietLine } from './step-view.ts'
import { count, timeView } from './time-view.ts'

type StoredEffect = TrailTurn['effects'][number]

const TONES: Readonly<Record<string, string>> = { sent: 'good', sending: 'people', failed: 'stopped' }
const PURPOSES: Readonly<Record<string, string>> = {
  draft: 'a draft',
  handoff: 'a hand-off',
  contact: 'the contact',
  conversation: 'the conversation',
}

/** What stands before the target; a text is for somebody. */
const TARGETS: Readonly<Record<EffectKind, string>> = {
  reply: 'for',
  question: 'for',
  handoff_message: 'for',
  note: 'for',
  assignment: 'team',
  tag: 'tag',
  close: '',
}

const EffectFacts = z
  .object({
    effect: z.string(),
    target: z.string(),
    status: z.number().optional().catch(undefined),
    problem: z.string().optional().catch(undefined),
  })
  .optional()
  .catch(undefined)

/** What was to be done in the inbox, and what became of it. */
export function effectsView({ turn, events }: TurnStory): string {
  if (turn.effects.length > 0) {
    return html`<ul class="effects">!${turn.effects.map((effect) => effectView(effect, events))}</ul>`
  }
  const wasPlanned = events.some(({ kind }) => kind === 'effect_planned')
  return quietLine(
    wasPlanned ? 'What was planned is carried on by a newer turn.' : 'Nothing was to be done in the inbox.',
  )
}

function effectView(effect: StoredEffect, events: readonly TurnEvent[]): string {
  const { kind, state, attempts, partId, problem } = effect
  return html`<li class="effect">
  <p class="who"><b>${inWords(LABELS.effect, kind)}</b> !${chip(inWords(LABELS.effectState, state), TONES[state])}</p>
  <p class="meta">${inWords(TARGETS, kind)} ${inWords(PURPOSES, effect.target)} · ${count(attempts, 'attempt')}
    !${partId ? html`· <code>${partId}</code>` : ''} !${effect.sentAt ? html`· done !${timeView(effect.sentAt, 'clock')}` : ''}</p>
  !${problem ? html`<p class="problem">${problemInWords(problem)}</p>` : ''}
  !${historyOf(effect, events)}!${bodyOf(effect)}
</li>`
}

/** Problems are codes of several families: a refusal with its status, a mode, a change, or a reason to be silent. */
function problemInWords(problem: string): string {
  const status = /^refused_(\d+)$/.exec(problem)?.[1]
  if (status)
    return status === '0' ? 'Intercom could not be reached.' : `Intercom refused it (HTTP ${status}).`
  const mode = /^mode_(off|shadow|suggest)$/.exec(problem)?.[1]
  if (mode) return `The mode in force did not allow it: ${inWords(LABELS.mode, mode)}.`
  return Object.hasOwn(LABELS.effectProblem, problem)
    ? inWords(LABELS.effectProblem, problem)
    : reasonInWords(problem)
}

function historyOf({ kind, target }: StoredEffect, events: readonly TurnEvent[]): string {
  const steps = events.flatMap((event) => {
    const facts = EffectFacts.parse(event.facts)
    const isOurs = event.kind.startsWith('effect_') && facts?.effect === kind && facts.target === target
    return isOurs ? [html`<li>!${timeView(event.at, 'clock')} ${stepInWords(event.kind, facts)}</li>`] : []
  })
  return html`<ol class="history">!${steps}</ol>`
}

function stepInWords(
  kind: string,
  { status, problem }: { status?: number | undefined; problem?: string | undefined },
) {
  const words = inWords(LABELS.audit, kind)
  if (status) return `${words} (HTTP ${status})`
  return problem ? `${words}: ${problemInWords(problem)}` : words
}

/** The text of what was written, without its layout: somebody else's HTML is never let into this page. */
function bodyOf({ body, kind }: StoredEffect): string {
  if (EFFECT_KINDS.some((known) => known === kind && !hasText(known))) return ''
  if (body === null) return quietLine('The text is erased.')
  return html`<details class="fold"><summary>What it says</summary><p class="said">${bodyText(body).text}</p></details>`
}
