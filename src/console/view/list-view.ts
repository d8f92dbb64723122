import { html } from 'ghtml'
import { type PilotFacts, pilotInWords } from '../pilot-in-words.ts'
import { headline, toneOf } from '../headline.ts'
import type { NewestConversation } from '../read-newest.ts'
import { reasonOf } from '../reason-of.ts'
import type { SwitchRow } from '../../store/switches.ts'
import { documentView } from './document-view.ts'
import { chip } from './step-view.ts'
import { timeView } from './time-view.ts'

const NOBODY_YET = html`<p class="quiet">Nobody has written yet. <a href="/console/setup">Setup</a> shows what is still missing.</p>`

/** What keeps the bot quieter than one might think. */
type InForce = { readonly switches: readonly SwitchRow[]; readonly pilot: PilotFacts | undefined }

/** The conversations that were written into last, each with what its newest turn came to. */
export const listView = (
  conversations: readonly NewestConversation[],
  { switches, pilot }: InForce,
): string =>
  documentView({
    title: 'Conversations',
    body: html`!${switches.map(switchView)}!${pilot ? pilotView(pilot) : ''}<section class="panel"><h1>Conversations</h1>
!${conversations.length > 0 ? html`<ul class="list">!${conversations.map(lineView)}</ul>` : NOBODY_YET}</section>`,
  })

function lineView(conversation: NewestConversation): string {
  const { id, at, question } = conversation
  const ending = { ...conversation, outcome: conversation.outcome ?? undefined }
  const reason = reasonOf(conversation)
  return html`<li class="line ${toneOf(ending)}">
  <a href="/console/conversations/${encodeURIComponent(id)}">${headline(ending)}</a> !${workChip(conversation)}
  !${question ? html`<p class="asked">${question}</p>` : ''}
  <p class="meta">!${timeView(at, 'full')} · <code>${id}</code> ${reason === '' ? '' : `· ${reason}`}</p>
</li>`
}

function workChip({ isWaiting, isSending, isDeleted }: NewestConversation): string {
  if (isDeleted) return chip('deleted')
  if (isSending) return chip('sending', 'people')
  return isWaiting ? chip('waiting', 'contact') : ''
}

/** Somebody wonders why the bot is so quiet: this is why, who says so, and how to end it. */
function switchView({ topic, mode, who, at }: SwitchRow): string {
  const [scope, option] = topic === '*' ? ['everything', ''] : [`the topic ${topic}`, ` --topic ${topic}`]
  return html`<p class="panel switched" role="status">Switched to <b>${mode}</b> for ${scope} by ${who}, !${timeView(at, 'full')}.
<code>firstline switch auto${option}</code> lifts it.</p>`
}

const pilotView = (pilot: PilotFacts) =>
  html`<p class="panel" role="status">Pilot: only ${pilotInWords(pilot)} may get an answer; for everybody else nothing is written.</p>`
