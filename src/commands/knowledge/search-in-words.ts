import { spanInWords } from '../../domain/span-in-words.ts'
import type { KnowledgeFindings } from '../../operator/knowledge-search.ts'

type Found = KnowledgeFindings['passages'][number]

/** What was looked for, what was found, and a table of what each place was earned with. */
export function searchInWords(findings: KnowledgeFindings, now: Date): readonly string[] {
  const { relevance, passages, audience, locale } = findings
  const asked = `Looked for: ${wordsInWords(findings)} (${locale}, ${audience === 'internal' ? 'as a teammate' : 'as a contact'})`
  if (passages.length === 0) return [asked, ...NOTHING]
  return [
    asked,
    `Of questions that look like this one, ${Math.round(relevance * 100)} in 100 are answered by the passage in first place.`,
    '',
    heading(),
    ...passages.flatMap((found) => ['', row(found), ...passageInWords(found, now)]),
    '',
    ...LEGEND,
  ]
}

const NOTHING = [
  'No article holds any of these words. If there should be one: "firstline knowledge status" tells what has been read,',
  'and --audience internal looks at what only teammates may see.',
]

const wordsInWords = ({ words }: KnowledgeFindings): string =>
  words.map(({ written, meant }) => (written === meant ? meant : `${meant} (for "${written}")`)).join(', ') ||
  'nothing: no word names a subject'

const COLUMNS: readonly (readonly [string, (found: Found) => number])[] = [
  ['score', ({ score }) => score],
  ['words', ({ parts }) => parts.words],
  ['pairs', ({ parts }) => parts.pairs],
  ['spelling', ({ parts }) => parts.pieces],
  ['article', ({ parts }) => parts.article],
]

const heading = (): string => `   #  ${COLUMNS.map(([name]) => name.padStart(8)).join('  ')}   passage`

function row(found: Found): string {
  const numbers = COLUMNS.map(([, value]) => value(found).toFixed(2).padStart(8)).join('  ')
  return `${String(found.rank).padStart(4)}  ${numbers}   ${onOneLine(found.title)}: ${found.article}`
}

const INDENT = ' '.repeat(6)
const LONGEST_QUOTE = 110

function passageInWords(found: Found, now: Date): readonly string[] {
  const quote = onOneLine(found.text)
  return [
    `"${quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)}…` : quote}"`,
    `holds ${found.matched.join(', ') || 'none of the words'}; part ${found.position + 1}; ${ageInWords(found, now)}; version ${found.version.slice(0, 12)}`,
  ].map((line) => INDENT + line)
}

/** What a terminal would take for a command has no place in it. */
const onOneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ')

const ageInWords = ({ reviewed }: Found, now: Date): string =>
  reviewed ? `reviewed ${spanInWords(now.getTime() - Date.parse(reviewed))} ago` : 'never reviewed'

const LEGEND = [
  'score     words + pairs + spelling + article; words and pairs of the best passage make 1, its spelling 0.5',
  'words     how many of the words it holds, how rare they are, and how often they stand in it (three times as much in the title)',
  'pairs     words that are neighbours in the question and here',
  'spelling  likeness letter by letter: typing errors, other forms of a word, small words',
  'article   another passage of the same article fits, too',
]
