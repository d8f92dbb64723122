import { placeOf } from '../../domain/passage.ts'
import { spanInWords } from '../../domain/span-in-words.ts'
import type { KnowledgeFindings } from '../../operator/knowledge-search.ts'
import { onOneLine } from './on-one-line.ts'

type Found = KnowledgeFindings['passages'][number]

/** What was looked for, what was found, and a table of what each place was earned with. */
export function searchInWords(findings: KnowledgeFindings, now: Date): readonly string[] {
  const { relevance, passages, audience, locale, vectors } = findings
  const columns = vectors === 'searched' ? FUSED_COLUMNS : COLUMNS
  const asked = `Looked for: ${wordsInWords(findings)} (${locale}, ${audience === 'internal' ? 'as a teammate' : 'as a contact'})`
  const half = vectorsInWords(findings)
  if (passages.length === 0) return [asked, ...half, ...NOTHING]
  return [
    asked,
    ...half,
    `Of questions that look like this one, ${Math.round(relevance * 100)} in 100 are answered by the passage in first place.`,
    '',
    heading(columns),
    ...passages.flatMap((found) => ['', row(found, columns), ...passageInWords(found, now)]),
    '',
    ...(vectors === 'searched' ? FUSED_LEGEND : [SCORE]),
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

/** Why no vectors were asked although a model for them is configured. */
const WHY_NOT: Readonly<Record<string, string>> = {
  not_ready: 'not every chunk has one yet: "firstline knowledge status" tells what waits, and why',
  over_budget: 'the spend limit of today is reached',
  rate_limited: "the model's server says that there are too many calls, or no credit left",
  unreachable: "the model's server cannot be reached",
  timeout: "the model's server gave no answer in time",
  refused: "the model's server refused the call",
  nonsense: "the model's answer cannot be used",
}

function vectorsInWords({ vectors }: KnowledgeFindings): readonly string[] {
  if (vectors === null || vectors === 'searched') return []
  return [
    `By words alone: ${WHY_NOT[vectors] ?? 'the search by vectors broke off'}. "firstline doctor" looks closer.`,
  ]
}

type Columns = readonly (readonly [string, (found: Found) => string])[]

const amount = (value: number): string => value.toFixed(2)
const place = (value: number | null | undefined): string => (value == null ? '-' : `${value}.`)

const PARTS: Columns = [
  ['words', ({ parts }) => amount(parts.words)],
  ['pairs', ({ parts }) => amount(parts.pairs)],
  ['spelling', ({ parts }) => amount(parts.pieces)],
  ['article', ({ parts }) => amount(parts.article)],
]

const COLUMNS: Columns = [['score', ({ score }) => amount(score)], ...PARTS]

const FUSED_COLUMNS: Columns = [
  ['fused', ({ score }) => score.toFixed(4)],
  ['by words', ({ ranks }) => place(ranks?.words)],
  ['by vector', ({ ranks }) => place(ranks?.vectors)],
  ...PARTS,
]

const WIDTH = 9

const heading = (columns: Columns): string =>
  `   # ${columns.map(([name]) => name.padStart(WIDTH)).join(' ')}   passage`

function row(found: Found, columns: Columns): string {
  const numbers = columns.map(([, value]) => value(found).padStart(WIDTH)).join(' ')
  return `${String(found.rank).padStart(4)} ${numbers}   ${onOneLine(`${placeOf(found)}: ${found.article}`)}`
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

const ageInWords = ({ reviewed }: Found, now: Date): string =>
  reviewed ? `reviewed ${spanInWords(now.getTime() - Date.parse(reviewed))} ago` : 'never reviewed'

const SCORE =
  'score     words + pairs + spelling + article; words and pairs of the best passage make 1, its spelling 0.5'

const FUSED_LEGEND = [
  'fused     1 / (60 + place by words) + 1 / (60 + place by vector); what one half did not find (-) has nothing of it',
  'by words  its place by words + pairs + spelling + article',
  'by vector its place by how near its vector is to that of the question',
]

const LEGEND = [
  'words     how many of the words it holds, how rare they are, and how often they stand in it (three times as much in the title)',
  'pairs     words that are neighbours in the question and here',
  'spelling  likeness letter by letter: typing errors, other forms of a word, small words',
  'article   another passage of the same article fits, too',
]
