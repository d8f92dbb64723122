import { html } from 'ghtml'
import type { ChainBreak } from '../check-chain.ts'
import { inWords } from '../in-words.ts'
import { LABELS } from '../labels.ts'
import type { TurnEvent } from '../tell-story.ts'
import { chip } from './step-view.ts'
import { count, timeView } from './time-view.ts'

const BREAKS: Readonly<Record<ChainBreak['problem'], string>> = {
  missing: 'an event before it is missing',
  unlinked: 'it does not continue the event before it',
  changed: 'it was changed after it was written',
}

/** Whether the chain holds, as a chip. */
export const chainChip = (broken: ChainBreak | undefined): string =>
  broken ? chip(`chain broken at seq ${broken.seq}`, 'stopped') : chip('chain intact', 'good')

/** Every event of the conversation with its hash, folded away. */
export const chainView = (events: readonly TurnEvent[], broken: ChainBreak | undefined): string =>
  html`<details class="panel chain">
  <summary><h2>Audit trail</h2> !${chainChip(broken)} <span class="meta">${count(events.length, 'event')}</span></summary>
  <p class="meta">${judgement(broken)}</p>
  <div class="scroll" tabindex="0" role="region" aria-label="Audit events">
    <table><thead><tr><th scope="col">Seq</th><th scope="col">Time</th><th scope="col">Kind</th><th scope="col">Facts</th><th scope="col">Hash</th></tr></thead>
    <tbody>!${events.map((event) => eventRow(event, broken))}</tbody></table>
  </div>
</details>`

const judgement = (broken: ChainBreak | undefined): string =>
  broken
    ? `Re-hashed just now. At event ${broken.seq}, ${BREAKS[broken.problem]}: from there on, do not rely on it.`
    : 'Re-hashed just now: no event was changed or taken out. Only a head from the log can tell whether newer ones were cut off (audit verify --head).'

const eventRow = ({ seq, at, kind, facts, hash }: TurnEvent, broken: ChainBreak | undefined): string =>
  html`<tr class="${broken?.seq === seq ? 'broken' : ''}"><td>${seq}</td><td>!${timeView(at, 'short')}</td>
<td>${inWords(LABELS.audit, kind)}</td><td><code>${JSON.stringify(facts)}</code></td><td><code>${hash.slice(0, 10)}</code></td></tr>`
