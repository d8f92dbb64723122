import { html } from 'ghtml'
import { inWords } from '../in-words.ts'
import { LABELS } from '../labels.ts'
import type { TurnStory } from '../tell-story.ts'
import { chip, factsView, plain, quietLine } from './step-view.ts'

type Understanding = NonNullable<TurnStory['turn']['understanding']>

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

/** What the contact's unanswered words were taken to mean. */
export function understandingView({ turn }: TurnStory): string {
  const { understanding, facts } = turn
  if (!understanding) return quietLine('Erased.')
  if (facts?.permission?.kind === 'nothing') {
    return quietLine('Not looked into: the bot may not act here, so nothing was read into the words.')
  }
  return factsView([
    ['Question', questionOf(understanding)],
    ['Language', plain(languageOf(understanding.language))],
    ['Signs', signsOf(understanding)],
    ...byModel(understanding),
    ...earlierOf(understanding),
  ])
}

/** What only a model judges. */
const byModel = ({ topic, sentiment, missing }: Understanding): readonly (readonly [string, string])[] => [
  ...(topic ? [['Topic', plain(topic)] as const] : []),
  ...(sentiment ? [['Feeling', plain(sentiment)] as const] : []),
  ...(missing.length > 0 ? [['Seems to lack', plain(missing.join(', '))] as const] : []),
]

const questionOf = ({ question }: Understanding) =>
  question === '' ? quietLine('No question: there is no text.') : html`<p class="question">${question}</p>`

function signsOf({ wantsPerson, risks, needsNoAnswer, unreadable }: Understanding): string {
  const signs = [
    ...risks.map((risk) => chip(`risk: ${inWords(LABELS.risk, risk)}`, 'stopped')),
    ...(wantsPerson ? [chip('wants a person', 'people')] : []),
    ...(needsNoAnswer ? [chip('needs no answer')] : []),
    ...(unreadable ? [chip('holds something unreadable', 'people')] : []),
  ]
  return signs.length > 0 ? html`!${signs.join(' ')}` : quietLine('None: an ordinary question.')
}

/** A code that is no language tag at all would make `Intl` throw. */
function languageOf(code: string): string {
  return /^[a-z]{2,3}$/.test(code) ? `${languageNames.of(code) ?? code} (${code})` : code
}

function earlierOf({ earlier }: Understanding): readonly (readonly [string, string])[] {
  if (earlier.length === 0) return []
  const items = earlier.map(
    ({ by, text }) => html`<li><b>${by === 'contact' ? 'Contact' : 'Team'}</b> ${text}</li>`,
  )
  const list = html`<details class="fold"><summary>What had been said before</summary><ul class="earlier">!${items}</ul></details>`
  return [['Follow-up', list]]
}
