import { html } from 'ghtml'
import { placeOf } from '../../domain/passage.ts'
import type { TrailPassage } from '../../store/trail.ts'
import type { TurnStory } from '../tell-story.ts'
import { inWords } from '../in-words.ts'
import { LABELS } from '../labels.ts'
import { barView } from './bar-view.ts'
import { markQuotes } from './mark-quotes.ts'
import { chip, quietLine } from './step-view.ts'
import { count } from './time-view.ts'
import { webLink } from './web-link.ts'

/** What retrieval found, best first. */
export function passagesView({ turn, relevance, features, vectors }: TurnStory): string {
  const { passages } = turn
  const without = vectors && vectors !== SEARCHED ? quietLine(inWords(LABELS.noVectors, vectors)) : ''
  if (passages.length === 0) return quietLine(nothingFound(turn)) + without
  return html`!${without}!${relevance === undefined ? '' : barView({ name: 'Relevance', share: relevance })}
<ol class="passages">!${passages.map(passageView)}</ol>!${featuresView(features)}`
}

const nothingFound = ({ facts }: TurnStory['turn']): string =>
  facts?.mind?.kind === 'not_asked'
    ? 'Nothing was looked up: a rule had decided already.'
    : 'No passage was found for the question.'

const SEARCHED = 'searched'

function passageView(passage: TrailPassage): string {
  const { rank, article, headings, quotes, text, score } = passage
  return html`<li><details class="passage">
  <summary><span class="rank">${rank}</span> <span class="title">${article ? placeOf({ title: article.title, headings: headings ?? [] }) : 'An article that is gone'}</span>
    !${article?.audience === 'internal' ? chip('internal', 'people') : ''}
    !${quotes.length > 0 ? chip(`quoted ${times(quotes.length)}`, 'good') : ''}
    <span class="source">${article?.path ?? passage.chunkId}</span> <span class="score">!${placesOf(passage)}score ${score.toFixed(passage.vectorRank ? 4 : 2)}</span></summary>
  <p class="passage-text">!${markQuotes(text ?? 'The text of this passage is gone.', quotes)}</p>
  <p class="meta">topic ${article?.topic ?? 'unknown'} · version ${article?.id.slice(0, 8) ?? 'unknown'}
    · !${addressOf(passage)}</p>
</details></li>`
}

/** In a search by both: where each of them had it. */
function placesOf({ lexicalRank, vectorRank }: TrailPassage): string {
  if (lexicalRank === null && vectorRank === null) return ''
  return html`words ${lexicalRank ?? 'none'}, vectors ${vectorRank ?? 'none'} · `
}

const times = (number: number) => (number === 1 ? 'once' : `${number} times`)

function addressOf({ article }: TrailPassage): string {
  if (article?.audience === 'internal') return html`internal: for the team only, never shown to a contact`
  return article?.url ? webLink(article.url, 'open the article') : html`no public address`
}

function featuresView(features: TurnStory['features']): string {
  const rows = Object.entries(features)
  if (rows.length === 0) return ''
  const cells = rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value.toFixed(3)}</dd></div>`)
  return html`<details class="fold"><summary>${count(rows.length, 'measure')} behind the relevance</summary>
<dl class="facts tight">!${cells}</dl></details>`
}
