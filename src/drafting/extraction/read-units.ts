import type { Passage } from '../../domain/passage.ts'
import { type Span, splitSentences, trimSpan } from './split-sentences.ts'

/**
 * Something that may be quoted: a sentence, a list item or a table row, with the heading above it. Items also know the
 * sentence that introduces their list, by its place in the passage's units.
 */
export type Unit = Span & {
  readonly passage: Passage
  readonly index: number
  readonly kind: 'sentence' | 'item' | 'step' | 'row'
  readonly heading: string
  /** Units of one paragraph or list share it. */
  readonly block: number
  readonly text: string
}

type Line = Span & { readonly text: string; readonly block: number; readonly alone: boolean }

const ITEM = /^\s*(?:[-*•–]\s|\d{1,3}[.)]\s)/
const STEP = /^\s*\d{1,3}[.)]\s/
const ROW = /^[^:;.]{1,40}: [^;]+(?:; [^:;]{1,40}: [^;]+)+$/
const LONGEST_HEADING = 90

/** Everything quotable in a passage, in reading order. Headings are never quoted; they only say what follows is about. */
export function readUnits(passage: Passage): readonly Unit[] {
  const units: Unit[] = []
  let heading = ''
  for (const line of readLines(passage.text)) {
    if (isHeading(line)) {
      heading = line.text
      continue
    }
    for (const span of spansOf(line, passage)) {
      units.push({
        ...span,
        ...about(line),
        passage,
        heading,
        index: units.length,
        text: passage.text.slice(span.start, span.end),
      })
    }
  }
  return units
}

const about = (line: Line): Pick<Unit, 'block' | 'kind'> => ({ block: line.block, kind: kindOf(line.text) })

function kindOf(text: string): Unit['kind'] {
  if (STEP.test(text)) return 'step'
  if (ITEM.test(text)) return 'item'
  return ROW.test(text) ? 'row' : 'sentence'
}

/** Items and rows stay whole. */
const spansOf = (line: Line, { locale }: Passage): readonly Span[] =>
  kindOf(line.text) === 'sentence'
    ? splitSentences(line.text, locale).map(({ start, end }) => ({
        start: line.start + start,
        end: line.start + end,
      }))
    : [{ start: line.start, end: line.end }]

function readLines(text: string): readonly Line[] {
  const blocks = spansBetween(text, { start: 0, end: text.length }, /\n[ \t]*\n\s*/g)
  return blocks.flatMap((block, number) => {
    const lines = spansBetween(text, block, /\n/g)
    return lines.map((line) => ({
      ...line,
      text: text.slice(line.start, line.end),
      block: number,
      alone: lines.length === 1,
    }))
  })
}

function spansBetween(text: string, within: Span, separator: RegExp): readonly Span[] {
  const piece = text.slice(within.start, within.end)
  const cuts = [...piece.matchAll(separator)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  )
  const starts = [0, ...cuts.map(([, end]) => end)]
  const ends = [...cuts.map(([start]) => start), piece.length]
  return starts
    .map((start, index) =>
      trimSpan(text, { start: within.start + start, end: within.start + (ends[index] ?? start) }),
    )
    .filter(({ start, end }) => start < end)
}

/** A short line of its own that ends no sentence. */
const isHeading = ({ text, alone }: Line): boolean =>
  alone &&
  text.length <= LONGEST_HEADING &&
  !/[.!:;。！？…)"”»]$/u.test(text) &&
  !ITEM.test(text) &&
  !ROW.test(text) &&
  !/^[^:]{1,40}: /.test(text)
