import { html } from 'ghtml'
import { inWords } from '../in-words.ts'
import { LABELS } from '../labels.ts'
import type { StoredEntry, TurnStory } from '../tell-story.ts'
import { chip, quietLine } from './step-view.ts'
import { count, timeView } from './time-view.ts'

/** So many entries stay open before the first unanswered one. */
const CONTEXT = 2

/** What was read: the unanswered entries stand out, a long past is folded away. */
export function entriesView(story: TurnStory): string {
  const { entries, unanswered } = story
  if (entries.length === 0) return quietLine('Nothing is kept of what was read.')
  const firstWaiting = entries.findIndex(({ id }) => unanswered.has(id))
  const from = Math.max(0, (firstWaiting < 0 ? entries.length : firstWaiting) - CONTEXT)
  return html`!${folded(story, entries.slice(0, from))}!${listOf(story, entries.slice(from))}`
}

const listOf = (story: TurnStory, entries: readonly StoredEntry[]) =>
  html`<ul class="entries">!${entries.map((entry) => entryView(story, entry))}</ul>`

const folded = (story: TurnStory, entries: readonly StoredEntry[]) =>
  entries.length === 0
    ? ''
    : html`<details class="fold"><summary>${earlier(entries.length)}</summary>!${listOf(story, entries)}</details>`

const earlier = (number: number) => (number === 1 ? '1 earlier entry' : `${number} earlier entries`)

function entryView(story: TurnStory, entry: StoredEntry): string {
  const isWaiting = story.unanswered.has(entry.id)
  const look = `${isWaiting ? 'waiting' : ''} ${entry.authorKind === 'contact' ? 'by-contact' : ''}`
  return html`<li class="entry ${look}">
  <p class="who"><b>${authorOf(story, entry)}</b> <span>${inWords(LABELS.entry, entry.kind ?? 'other')}</span>
    !${entry.at ? timeView(entry.at, 'short') : ''} !${isWaiting ? chip('unanswered', 'contact') : ''}
    !${entry.id === story.turn.asOf ? chip('newest when it ran') : ''}</p>
  !${textOf(entry)}
</li>`
}

const authorOf = ({ own }: TurnStory, { id, authorKind }: StoredEntry): string =>
  own.has(id) ? 'Firstline' : inWords(LABELS.author, authorKind ?? 'system')

function textOf({ text, redacted }: StoredEntry): string {
  if (redacted) return quietLine('Erased: redacted in the inbox, or its contact was forgotten.')
  if (text === null) return quietLine('Erased.')
  return text === '' ? quietLine('No text.') : html`<p class="said">${text}</p>`
}

/** "3 entries, 1 unanswered", for the line that sums a turn up. */
export const entriesInShort = ({ entries, unanswered }: TurnStory): string =>
  `Read ${entries.length === 1 ? '1 entry' : `${entries.length} entries`}, ${unanswered.size} unanswered`

/** "2 passages", for the same line. */
export const passagesInShort = ({ turn }: TurnStory): string =>
  `found ${count(turn.passages.length, 'passage')}`
