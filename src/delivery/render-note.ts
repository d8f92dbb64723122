import type { Outcome } from '../domain/outcome.ts'
import type { Passage } from '../domain/passage.ts'
import { reasonInWords } from './own-words/own-words.ts'
import { escapeHtml, paragraph, renderClaims } from './render.ts'

export type NoteContext = {
  readonly mode: string
  readonly question: string
  readonly passages: readonly Passage[]
  /** The path of a cited article that was reviewed too long ago. */
  readonly staleSource?: string
}

const LONGEST_QUESTION = 300

/** The note of a suggestion: the draft, each sentence with its source, the confidence, and why it was not sent. */
export function renderSuggestion(
  outcome: Extract<Outcome, { kind: 'propose' }>,
  context: NoteContext,
): string {
  const { draft, confidence, because, handOff, ask } = outcome
  return [
    paragraph(
      `<b>${draft ? 'Suggested reply' : 'No reply to suggest'}</b>${draft ? `, confidence ${percent(confidence)}` : ''}`,
    ),
    ...(draft ? [renderClaims(draft, context.passages)] : []),
    paragraph(`<b>Why a note:</b> ${escapeHtml(reasonInWords(because))}`),
    ...(ask ? [paragraph(`<b>Would ask:</b> ${escapeHtml(ask)}`)] : []),
    ...(handOff ? [paragraph(`<b>Would hand off:</b> ${escapeHtml(reasonInWords(handOff))}`)] : []),
    ...renderToReview(handOff, context),
    ...(draft ? [] : renderLookedAt(handOff, context.passages)),
    paragraph(`<i>Firstline, mode ${escapeHtml(context.mode)}</i>`),
  ].join('')
}

/** The note of a hand-off: why, what was asked, what was tried, and the draft that was not good enough to send. */
export function renderHandOff(outcome: Extract<Outcome, { kind: 'hand_off' }>, context: NoteContext): string {
  const { draft, confidence, reason } = outcome
  return [
    paragraph(`<b>Handed off:</b> ${escapeHtml(reasonInWords(reason))}`),
    ...renderToReview(reason, context),
    ...(context.question ? [paragraph(`<b>Question:</b> ${escapeHtml(shorten(context.question))}`)] : []),
    ...(draft
      ? [
          paragraph(`<b>Draft, not sent</b>, confidence ${percent(confidence ?? 0)}`),
          renderClaims(draft, context.passages),
        ]
      : renderLookedAt(reason, context.passages)),
    paragraph('<i>Firstline stays silent here until the conversation is assigned back to the bot.</i>'),
  ].join('')
}

/** Which article it is that somebody has to look at. */
function renderToReview(
  reason: string | undefined,
  { passages, staleSource }: NoteContext,
): readonly string[] {
  const stale = passages.find(({ article }) => article === staleSource)
  if (reason !== 'source_stale' || !stale) return []
  const { title, article, reviewed = 'at an unknown time' } = stale
  return [
    paragraph(
      `<b>To review:</b> ${escapeHtml(title)} (${escapeHtml(article)}), last reviewed ${escapeHtml(reviewed)}`,
    ),
  ]
}

/** Nothing where a rule decided before anything was looked up. */
function renderLookedAt(reason: string | undefined, passages: readonly Passage[]): readonly string[] {
  const titles = [...new Set(passages.slice(0, 3).map((passage) => passage.title))]
  if (titles.length > 0) return [paragraph(`Looked at: ${escapeHtml(titles.join(', '))}`)]
  return reason === 'nothing_found' ? [paragraph('Nothing in the knowledge comes near it.')] : []
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

const shorten = (text: string): string =>
  text.length > LONGEST_QUESTION ? `${text.slice(0, LONGEST_QUESTION)} …` : text
