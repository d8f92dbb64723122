import type { CareReport } from '../../operator/knowledge-care.ts'
import { onOneLine } from './on-one-line.ts'

type Article = CareReport['twins'][number]['one']
type Stated = CareReport['contradictions'][number]['one']

const NAMED_AT_MOST = 20

/** Contradictions first: they make wrong answers, twins only make work. */
export function careInWords({ articles, twins, contradictions }: CareReport): readonly string[] {
  if (twins.length + contradictions.length === 0) {
    return [
      `Looked at ${articles} articles: none repeats another, and no two state the same with other numbers.`,
    ]
  }
  return [
    `Looked at ${articles} articles.`,
    ...section('Numbers that contradict each other', contradictions, ({ one, other }) => [
      ...statedInWords(one),
      ...statedInWords(other),
    ]),
    ...section('Articles that repeat each other', twins, ({ share, one, other }) => [
      `  ${Math.round(share * 100)} % the same`,
      `    ${inWords(one)}`,
      `    ${inWords(other)}`,
    ]),
    '',
    'A person judges: an exception may look like a contradiction, and a repetition may be wanted. Nothing was changed.',
  ]
}

function section<Found>(
  title: string,
  found: readonly Found[],
  lines: (one: Found) => readonly string[],
): readonly string[] {
  if (found.length === 0) return []
  const more = found.length - NAMED_AT_MOST
  return [
    '',
    `${title}: ${found.length}`,
    ...found.slice(0, NAMED_AT_MOST).flatMap((one) => ['', ...lines(one)]),
    ...(more > 0 ? ['', `  and ${more} more: --json names them all`] : []),
  ]
}

const statedInWords = (stated: Stated): readonly string[] => [
  `  ${inWords(stated)}`,
  `    "${onOneLine(stated.text)}"`,
]

const inWords = ({ title, path, source, audience }: Article): string =>
  `${onOneLine(title)} (${source === 'folder' ? path : `${source}: ${path}`}${audience === 'internal' ? ', internal' : ''})`
