import { html } from 'ghtml'
import { pilotInWords } from '../pilot-in-words.ts'
import type { SetupFacts } from '../setup/setup-facts.ts'
import { isSetUp, type SetupPart, setupParts } from '../setup/setup-steps.ts'
import type { SetupStep, StepState, Tick } from '../setup/setup-step.ts'
import { documentView } from './document-view.ts'
import { chip } from './step-view.ts'
import { timeView } from './time-view.ts'

/** How often the page looks again, in seconds; absent: it does not. */
export type LooksAgain = { readonly everyS: number | undefined }

const STATE: Readonly<
  Record<StepState, { readonly words: string; readonly tone: string; readonly sign: string }>
> = {
  done: { words: 'done', tone: 'good', sign: '✓' },
  wrong: { words: 'needs a look', tone: 'stopped', sign: '!' },
  todo: { words: 'your turn', tone: 'people', sign: '→' },
  waiting: { words: 'waiting', tone: 'contact', sign: '…' },
  later: { words: 'later', tone: '', sign: '–' },
}

/** How far a workspace is connected: a line for each step, green as soon as it is true. */
export function setupView(facts: SetupFacts, { everyS }: LooksAgain): string {
  const parts = setupParts(facts)
  return documentView({
    title: 'Setup',
    body: html`<section class="panel summary"><h1>Setup</h1>
<p class="decided">${headlineOf(parts)}</p>!${sandboxLine(facts)}!${modeLine(facts)}!${againLine(parts, everyS)}</section>
!${parts.map(partView)}`,
  })
}

function headlineOf(parts: readonly SetupPart[]): string {
  if (isSetUp(parts)) return 'Everything is connected.'
  const steps = parts.flatMap(({ steps: own }) => own)
  const count = steps.filter(({ state }) => state === 'done').length
  return `${count} of ${steps.length} steps are done.`
}

const sandboxLine = ({ isSandbox, apiUrl }: SetupFacts): string =>
  isSandbox
    ? html`<p>This is a sandbox: an invented workspace at <a href="${apiUrl}">${apiUrl}</a>. Nothing here reaches a real
customer. <code>docs/connecting.md</code> says how to connect yours.</p>`
    : ''

function modeLine({ boldestMode, pilot }: SetupFacts): string {
  const who = pilot ? html` for ${pilotInWords(pilot)}; for everybody else it writes nothing` : ''
  return html`<p>What the bot may do at most: <b>${boldestMode}</b>!${who}.</p>`
}

function againLine(parts: readonly SetupPart[], everyS: number | undefined): string {
  if (isSetUp(parts)) return ''
  return everyS === undefined
    ? html`<p class="meta">This page stays as it is. <a href="/console/setup">Look again by itself</a></p>`
    : html`<p class="meta">This page looks again every ${everyS} seconds. <a href="/console/setup?again=no">Stop that</a></p>`
}

const partView = ({ name, steps }: SetupPart): string =>
  html`<section class="panel"><h2>${name}</h2><ol class="setup">!${steps.map(stepView)}</ol></section>`

function stepView({ name, state, found, at, next, copy, first, ticks = [] }: SetupStep): string {
  const { words, tone, sign } = STATE[state]
  return html`<li class="setup-step ${state}">
  <span class="sign" aria-hidden="true">${sign}</span>
  <div><h3>${name} !${chip(words, tone)}</h3>
  <p>!${withCode(found)}!${at ? html` !${timeView(at, 'full')}.` : ''}!${
    first
      ? html` <a href="/console/conversations/${encodeURIComponent(first.conversationId)}">See why</a>,
    !${timeView(first.at, 'full')}.`
      : ''
  }</p>
  !${copy === undefined ? '' : html`<p class="copy"><code>${copy}</code></p>`}
  !${nextView(next)}
  !${ticks.length > 0 ? html`<ul class="ticks">!${ticks.map(tickView)}</ul>` : ''}</div>
</li>`
}

/** One thing to do needs no number. */
function nextView(next: readonly string[]): string {
  const [only, ...more] = next
  if (only === undefined) return ''
  if (more.length === 0) return html`<p class="next">!${withCode(only)}</p>`
  return html`<ol class="next">!${next.map((line) => html`<li>!${withCode(line)}</li>`)}</ol>`
}

const tickView = ({ name, isDone, note }: Tick): string =>
  html`<li class="tick"><span class="tick-sign ${isDone ? 'done' : ''}" aria-hidden="true">${isDone ? '✓' : '○'}</span>
<code>${name}</code> <span class="tick-note meta">${note}</span></li>`

/** Words between backticks as code, everything escaped. */
const withCode = (text: string): string =>
  text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))
    .join('')
