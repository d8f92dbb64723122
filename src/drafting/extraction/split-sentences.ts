import type { Language } from '../../domain/language.ts'
import { rememberTexts } from '../../domain/remember-texts.ts'
import { segmenterOf } from '../../domain/segmenter-of.ts'
import { foldText } from '../understanding/fold-text.ts'
import { monthOf } from '../verification/month-words.ts'

/** A piece of a text: its exact characters are `text.slice(start, end)`. */
export type Span = { readonly start: number; readonly end: number }

/** A full stop after one of these does not end a sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|approx|incl|excl|no|nr|art|sec|fig|mr|mrs|ms|dr|prof|st|inc|ltd|co|corp|z\.\s?b|d\.\s?h|u\.\s?a|bzw|ca|usw|ggf|inkl|zzgl|max|min|mind|evtl|p\.\s?ej|sr|sra|ud|uds|aprox|núm|pág|p\.\s?ex|env|tel|abs|\p{L})\.\s*$/iu
const BEGINS_INSIDE = /^[\p{Ll}.,;:)\]]/u

/** Sentences of one paragraph, with their exact places, without the white space around them. */
export const splitSentences: (text: string, language: Language) => readonly Span[] =
  rememberTexts(findSentences)

function findSentences(text: string, language: Language): readonly Span[] {
  const segments = [...segmenterOf(language, 'sentence').segment(text)]
  const spans: Span[] = []
  for (const { segment, index } of segments) {
    const open = spans.at(-1)
    const said = open ? text.slice(open.start, open.end) : ''
    const span = { start: index, end: index + segment.length }
    if (open && continues(said, segment)) spans[spans.length - 1] = { start: open.start, end: span.end }
    else spans.push(span)
  }
  return spans.map((span) => trimSpan(text, span)).filter(({ start, end }) => start < end)
}

/** "z. B. die Rechnung", "Nr. 5" and "am 3. März" go on after the full stop. */
function continues(said: string, next: string): boolean {
  if (ABBREVIATION.test(said.slice(-12))) return true
  if (/(?:^|[^\p{Nd}.])\p{Nd}{1,2}\.\s*$/u.test(said)) return monthOf(firstWord(next)) !== undefined
  return !/[!?。！？]["”»)]*\s*$/u.test(said) && BEGINS_INSIDE.test(next)
}

const firstWord = (text: string): string => foldText(text.slice(0, 20)).trim().split(' ')[0] ?? ''

/** The same span without white space at its ends. */
export function trimSpan(text: string, { start, end }: Span): Span {
  const piece = text.slice(start, end)
  return {
    start: start + (piece.length - piece.trimStart().length),
    end: end - (piece.length - piece.trimEnd().length),
  }
}
