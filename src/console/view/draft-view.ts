import { html } from 'ghtml'
import type { Claim } from '../../domain/draft.ts'
import type { TrailTurn } from '../../store/trail.ts'
import { inWords } from '../in-words.ts'
import { LABELS } from '../labels.ts'
import type { TurnStory } from '../tell-story.ts'
import { barView } from './bar-view.ts'
import { chip, quietLine } from './step-view.ts'
import { percent } from './time-view.ts'

type StoredDraft = NonNullable<TrailTurn['draft']>

/** The reply as drafted, sentence by sentence with what each rests on, and what the check said of it. */
export function draftView({ turn }: TurnStory): string {
  const { draft, facts } = turn
  if (!draft) return quietLine(facts ? inWords(LABELS.mind, facts.mind?.kind ?? 'not_asked') : 'Erased.')
  return html`!${sentencesOf(turn, draft)}!${verdictOf(draft)}!${barsOf(draft, facts?.minConfidence)}`
}

function sentencesOf(turn: TrailTurn, { body, verdict }: StoredDraft): string {
  if (!body) return quietLine('Erased.')
  const sentences = body.claims.map((claim, index) => {
    const problems = verdict?.problems.filter((problem) => problem.claim === index) ?? []
    return html`<li>!${claimView(turn, claim)}!${problems.map(({ code }) => problemLine(code))}</li>`
  })
  return html`<ol class="claims">!${sentences}</ol><p class="meta">${inWords(LABELS.draftedBy, body.by)}</p>`
}

/** A sentence that is its own quote is not shown twice. */
function claimView(turn: TrailTurn, { text, citation }: Claim): string {
  const passage = turn.passages.find(({ chunkId }) => chunkId === citation.chunkId)
  const source = passage
    ? `passage ${passage.rank}, ${passage.article?.title ?? 'unknown'}`
    : 'a passage that was not found'
  const isQuote = text === citation.quote
  return html`<p class="claim">${text}</p>
!${isQuote ? '' : html`<blockquote>${citation.quote}</blockquote>`}
<p class="meta">${isQuote ? 'Word for word from' : 'Rests on'} ${source}</p>`
}

const problemLine = (code: string) => html`<p class="problem">${inWords(LABELS.draftProblem, code)}</p>`

function verdictOf({ verdict }: StoredDraft): string {
  if (verdict?.kind === 'grounded') {
    return html`<p>!${chip('grounded', 'good')} Every sentence is covered by its source.</p>`
  }
  return html`<p>!${chip('not grounded', 'stopped')} At least one sentence is not covered: it is never sent.</p>`
}

/** Confidence is the only one that is held against the threshold. */
const barsOf = ({ relevance, confidence, verdict }: StoredDraft, threshold: number | undefined) =>
  html`<div class="bars">!${barView({ name: 'Relevance', share: relevance })}
!${verdict?.groundedness === undefined ? '' : barView({ name: 'Groundedness', share: verdict.groundedness })}
!${barView({ name: 'Confidence', share: confidence, threshold })}
<p class="meta">${measureNote(verdict?.kind === 'grounded')} ${thresholdNote(threshold)}</p></div>`

const measureNote = (isGrounded: boolean): string =>
  isGrounded
    ? 'Confidence is the smaller of relevance and groundedness.'
    : 'A draft that is not grounded deserves no confidence, however relevant its passages.'

const thresholdNote = (threshold: number | undefined): string =>
  threshold === undefined ? '' : `From ${percent(threshold)} on, the bot may send by itself.`
