import { html } from 'ghtml'
import { headline, toneOf } from '../headline.ts'
import { reasonOf } from '../reason-of.ts'
import type { TurnStory } from '../tell-story.ts'
import { decisionView } from './decision-view.ts'
import { callsView } from './calls-view.ts'
import { draftView } from './draft-view.ts'
import { effectsView } from './effects-view.ts'
import { endingView } from './ending-view.ts'
import { entriesInShort, entriesView, passagesInShort } from './entries-view.ts'
import { passagesView } from './passages-view.ts'
import { type Step, stepView } from './step-view.ts'
import { duration, percent, timeView } from './time-view.ts'
import { understandingView } from './understanding-view.ts'

/** One turn as a story, step by step; only the newest is open when the page is. */
export function turnView(story: TurnStory, index: number): string {
  const { turn } = story
  const ending = { ...turn, outcome: turn.outcome?.kind }
  return html`<li><details class="panel turn ${toneOf(ending)}" !${index === 0 ? 'open' : ''} id="turn-${turn.id}">
  <summary><h2>${headline(ending)}</h2>
    <p class="meta">!${timeView(turn.startedAt, 'full')} !${lasted(turn)}</p>
    <p class="short">${reasonOf(groundsOf(turn))}</p>
    <p class="meta">${inShort(story)}</p></summary>
  !${stepsOf(story).map(stepView)}
  <p class="meta ids">Turn <code>${turn.id}</code> · settings <code>${turn.settingsHash?.slice(0, 12) ?? 'unknown'}</code></p>
</details></li>`
}

const groundsOf = ({ state, endedBy, outcome }: TurnStory['turn']) => ({
  state,
  endedBy,
  reason: outcome?.reason ?? outcome?.because,
  rule: outcome?.rule,
})

const stepsOf = (story: TurnStory): readonly Step[] => [
  { name: 'What was read', body: entriesView(story) },
  { name: 'What was understood', body: understandingView(story) },
  { name: 'Passages', body: passagesView(story) },
  ...(usesModel(story) ? [{ name: 'The model', body: callsView(story.turn) }] : []),
  { name: 'The draft', body: draftView(story) },
  { name: 'The decision', body: decisionView(story) },
  { name: 'In the inbox', body: effectsView(story) },
  { name: 'How it ended', body: endingView(story.turn) },
]

/** Without a model there is nothing to tell about one. */
const usesModel = ({ turn }: TurnStory): boolean =>
  turn.calls.length > 0 || turn.facts?.fellBack !== undefined

const lasted = ({ startedAt, endedAt }: TurnStory['turn']) =>
  endedAt ? html`· took ${duration(endedAt.getTime() - startedAt.getTime())}` : html`· not over yet`

/** The whole turn in a line, for whoever reads no further. */
function inShort(story: TurnStory): string {
  const { draft, facts } = story.turn
  const needed = facts?.minConfidence === undefined ? '' : ` (${percent(facts.minConfidence)} needed)`
  return [
    entriesInShort(story),
    passagesInShort(story),
    ...(draft ? [`confidence ${percent(draft.confidence)}${needed}`] : []),
  ].join(', ')
}
