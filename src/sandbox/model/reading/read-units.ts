import { languageOf } from './language-of.ts'

/** A passage as the prompt shows it. */
export type ShownPassage = {
  readonly id: string
  readonly title: string
  readonly text: string
}

/** A piece of a passage that can be quoted by itself. Its text stands in the passage letter for letter. */
export type Unit = {
  readonly kind: 'sentence' | 'steps' | 'item' | 'row'
  readonly text: string
  /** The heading it stands under; empty above the first one. */
  readonly heading: string
  readonly passage: ShownPassage
  /** The place of its passage in the prompt, from 0. */
  readonly place: number
}

const STEP = /^\s*\d+[.)]\s/
const ITEM = /^\s*[-*•]\s+/
const ROW = /^[^;:]+: [^;]+(?:; [^;:]+: [^;]+)+$/
const LONGEST_HEADING_WORDS = 12

type Line = Pick<Unit, 'kind' | 'text'> | { readonly kind: 'heading'; readonly text: string }

/** The quotable pieces of a passage: sentences, items, rows of tables, and lists of steps as a whole. */
export const readUnits = (passage: ShownPassage, place: number): readonly Unit[] => {
  let heading = ''
  return blocksOf(passage.text).flatMap((block) =>
    linesOf(block, languageOf(passage.text) ?? 'en').flatMap(({ kind, text }): Unit[] => {
      if (kind === 'heading') heading = text
      return kind === 'heading' ? [] : [{ kind, text, heading, passage, place }]
    }),
  )
}

/** Lines, and lists of steps with all their lines. */
const blocksOf = (text: string): readonly string[] => text.split(/\n(?!\s*\d+[.)]\s)/)

function linesOf(block: string, language: string): readonly Line[] {
  const text = block.trim()
  const [first = '', ...rest] = text.split(/\n(?=\s*\d+[.)]\s)/)
  if (STEP.test(first) && rest.length > 0) return [{ kind: 'steps', text }]
  if (rest.length > 0) {
    return [...linesOf(first, language), ...linesOf(text.slice(first.length), language)]
  }
  if (text === '') return []
  if (ITEM.test(text)) return [{ kind: 'item', text: text.replace(ITEM, '') }]
  if (ROW.test(text)) return [{ kind: 'row', text }]
  if (isHeading(text)) return [{ kind: 'heading', text }]
  return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map(({ segment }) => ({
    kind: 'sentence',
    text: segment.trim(),
  }))
}

const isHeading = (line: string): boolean =>
  !/[.!?:;。！？…]$/.test(line) && line.split(/\s+/).length <= LONGEST_HEADING_WORDS
