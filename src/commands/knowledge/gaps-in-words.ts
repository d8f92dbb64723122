import type { FoundGap, GapsReport } from '../../operator/knowledge-gaps.ts'
import { onOneLine } from './on-one-line.ts'

/** `--json` has all. */
const SHOWN_AT_MOST = 20

/** What no article answered: each matter with who asked, how they asked it, and what came nearest. */
export function gapsInWords({ days, total, read, gaps }: GapsReport): readonly string[] {
  const when = days === 1 ? 'the last day' : `the last ${days} days`
  if (gaps.length === 0) return [`No question of ${when} went unanswered for want of an article.`]
  const more = gaps.length - SHOWN_AT_MOST
  return [
    `No article answered ${count(total, 'question')} of ${when}: ${count(gaps.length, 'gap')}.`,
    ...(read < total ? [`Only the newest ${read} were looked at; --days takes fewer days.`] : []),
    ...gaps.slice(0, SHOWN_AT_MOST).flatMap((gap, index) => ['', ...gapInWords(gap, index + 1)]),
    ...(more > 0 ? ['', `And ${more} more: --json lists all.`] : []),
  ]
}

const INDENT = ' '.repeat(5)

function gapInWords(gap: FoundGap, place: number): readonly string[] {
  const { words, language, questions, conversations, firstAt, lastAt, examples } = gap
  const [first, last] = [dayOf(firstAt), dayOf(lastAt)]
  const facts = [
    `${count(questions, 'question')} in ${count(conversations, 'conversation')}`,
    language,
    first === last ? first : `${first} to ${last}`,
  ]
  return [
    `${String(place).padStart(3)}. ${onOneLine(words.join(' '))}: ${facts.join(', ')}`,
    ...examples.map(({ text, conversationId }) => `${INDENT}"${quoted(text)}" (${conversationId})`),
    INDENT + closestInWords(gap),
  ]
}

function closestInWords({ closest }: FoundGap): string {
  if (!closest) return 'no article came near'
  const { article, title, relevance } = closest
  const name = title ? `${onOneLine(title)}, ${article}` : article
  return `closest article: ${name}${relevance === null ? '' : `, relevance ${relevance.toFixed(2)}`}`
}

const LONGEST_QUOTE = 160

function quoted(text: string): string {
  const line = onOneLine(text)
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line
}

const dayOf = (moment: string): string => moment.slice(0, 10)

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
