import { findEmails, withoutAddresses } from './find-links.ts'
import { monthName, monthOf } from './month-words.ts'
import { numberOf } from './number-words.ts'
import { unitOf } from './unit-words.ts'

/** What a text states exactly. */
export type Values = {
  /** Every number, without its unit, as often as it stands there. */
  readonly numbers: readonly string[]
  /** Numbers with the unit beside them, `14 day`, and dates, `month 3`. */
  readonly measured: readonly string[]
  readonly emails: readonly string[]
}

const GROUPED = String.raw`(?<!\p{Nd})\p{Nd}{1,3}(?:[.,'’ ]\p{Nd}{3})+(?!\p{Nd})(?:[.,]\p{Nd}+)?`
const TOKEN = new RegExp(String.raw`${GROUPED}|\p{Nd}+(?:[.,]\p{Nd}+)?|[\p{L}\p{M}]+|[%€$£¥]`, 'gu')
const ISO_DATE = /(?<!\p{Nd})(\p{Nd}{4})-(\p{Nd}{2})-(\p{Nd}{2})(?!\p{Nd})/gu
const UNSPACED_UNIT = /^(か月|ヶ月|个月|時間|小时|日間|週間|秒|分|日|天|周|月|年|円|パーセント)/u

/** Numbers, amounts, time spans, dates and e-mail addresses of a text in one spelling. */
export function findValues(text: string): Values {
  const tokens = (spellDates(fold(withoutAddresses(text))).match(TOKEN) ?? []).map(readToken)
  const numbers = tokens.flatMap(({ number }) => (number === undefined ? [] : [number]))
  const measured = tokens.flatMap((token, index) => [
    ...(token.number === undefined
      ? []
      : unitsAround(tokens, index).map((unit) => `${token.number} ${unit}`)),
    ...(token.month && nextToNumber(tokens, index) ? [`month ${token.month}`] : []),
  ])
  return { numbers, measured, emails: findEmails(text) }
}

type Token = { readonly number?: string; readonly unit?: string; readonly month?: number }

function readToken(written: string): Token {
  if (/^\p{Nd}/u.test(written)) return { number: plainNumber(written) }
  const number = numberOf(written)
  const unit = unitOf(written) ?? unitOf(UNSPACED_UNIT.exec(written)?.[0] ?? '')
  const month = monthOf(written)
  return { ...(number && { number }), ...(unit && { unit }), ...(month && { month }) }
}

/** A sign may stand before its number, a word stands after it: `€9`, `9 €`, `14 days`. */
function unitsAround(tokens: readonly Token[], index: number): readonly string[] {
  const after = tokens[index + 1]?.unit
  if (after) return [after]
  const before = tokens[index - 1]?.unit
  return before && CURRENCIES.has(before) ? [before] : []
}

const CURRENCIES: ReadonlySet<string> = new Set(['eur', 'usd', 'gbp', 'jpy', 'chf'])

/** "May" is a month only beside a number. */
const nextToNumber = (tokens: readonly Token[], index: number): boolean =>
  tokens[index - 1]?.number !== undefined || tokens[index + 1]?.number !== undefined

/** Thousands separators and meaningless zeros go: `1,000.50` and `1.000,5` are both `1000.5`. */
function plainNumber(written: string): string {
  const whole = written.replace(/[.,'’ ](?=\p{Nd}{3}(?!\p{Nd}))/gu, '')
  const [head = '', fraction = ''] = whole.split(/[.,]/)
  const tail = fraction.replace(/0+$/, '')
  return `${head.replace(/^0+(?=\p{Nd})/u, '')}${tail && `.${tail}`}`
}

/** `2026-03-09` reads `9 march 2026`, so that both spellings are the same values. */
const spellDates = (text: string): string =>
  text.replace(ISO_DATE, (date, year: string, month: string, day: string) => {
    const name = monthName(Number(month))
    return name ? `${day} ${name} ${year}` : date
  })

/** NFKC also turns the narrow spaces inside numbers into plain ones. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
