import type { Passage } from '../../domain/passage.ts'
import { isHeading, isItem, isRow, isStep } from '../../knowledge/text-lines.ts'
import { type Span, splitSentences, trimSpan } from './split-sentences.ts'

/** What units are read from. */
type Readable = Pick<Passage, 'headings' | 'text' | 'locale'>

/** The smallest thing that may be quoted: a sentence, a list item, a step or a table row. */
export type Unit<From extends Readable = Passage> = Span & {
  readonly passage: From
  /** Its place among the units of its passage. */
  readonly index: number
  readonly kind: 'sentence' | 'item' | 'step' | 'row'
  /** The heading above it; empty at the beginning of an article. */
  readonly heading: string
  /** Units below one heading share it; 0 before the first heading of the passage. */
  readonly section: number
  /** Units of one paragraph or list share it. */
  readonly block: number
  readonly text: string
}

type Line = Span & { readonly text: string; readonly block: number; readonly alone: boolean }

/** Everything quotable in a passage, in reading order. Headings are never quoted; they only say what follows is about. */
export function readUnits<From extends Readable>(passage: From): readonly Unit<From>[] {
  const units: Unit<From>[] = []
  let [heading, section] = [passage.headings?.at(-1) ?? '', 0]
  for (const line of readLines(passage.text)) {
    if (line.alone && isHeading(line.text)) {
      heading = line.text
      section += 1
      continue
    }
    const kind = kindOf(line.text)
    for (const span of spansOf(line, passage)) {
      const text = passage.text.slice(span.start, span.end)
      units.push({ ...span, passage, index: units.length, kind, heading, section, block: line.block, text })
    }
  }
  return units
}

function kindOf(text: string): Unit['kind'] {
  if (isStep(text)) return 'step'
  if (isItem(text)) return 'item'
  return isRow(text) ? 'row' : 'sentence'
}

/** Items and rows stay whole. */
const spansOf = (line: Line, { locale }: Readable): readonly Span[] =>
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
