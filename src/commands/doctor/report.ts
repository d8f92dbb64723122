import type { styleText } from 'node:util'
import type { Finding } from './finding.ts'
import { counted } from './in-words.ts'

type Level = Finding['level']
type Style = Parameters<typeof styleText>[0]

export type ReportOptions = {
  /** The width of the terminal, in columns. */
  readonly columns: number
  /** Colours for eyes that have them: the words say the same. */
  readonly paint: (style: Style, text: string) => string
}

const SIGNS = {
  ok: ['✓ ok', 'green'],
  warn: ['! warning', 'yellow'],
  fail: ['✗ FAILED', 'red'],
  skipped: ['- skipped', 'dim'],
} as const satisfies Record<Level, readonly [string, Style]>

const SIGN_WIDTH = 11
const MOST_COLUMNS = 120
const LEAST_TEXT = 30

/** The report for people: one finding a line, what to do below it, and the sum at the end. */
export function reportInWords(findings: readonly Finding[], { columns, paint }: ReportOptions): string {
  const nameWidth = Math.max(...findings.map(({ check }) => check.length)) + 2
  const margin = SIGN_WIDTH + nameWidth
  const width = Math.max(Math.min(columns, MOST_COLUMNS) - margin - 1, LEAST_TEXT)
  const lines = findings.flatMap(({ check, level, found, fix }, index) => {
    const [sign, style] = SIGNS[level]
    const name = check === findings[index - 1]?.check ? '' : check
    const [first = '', ...more] = wrap(found, width)
    const text = (line: string) => (level === 'skipped' ? paint('dim', line) : line)
    return [
      `${paint(style, sign.padEnd(SIGN_WIDTH))}${name.padEnd(nameWidth)}${text(first)}`,
      ...[...more.map(text), ...advice(fix, width)].map((line) => `${' '.repeat(margin)}${line}`),
    ]
  })
  return [...lines, '', summary(findings)].join('\n')
}

const advice = (fix: string | undefined, width: number): readonly string[] =>
  fix === undefined ? [] : wrap(`→ ${fix}`, width, '  ')

function summary(findings: readonly Finding[]): string {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length
  const [failed, warnings, skipped] = [count('fail'), count('warn'), count('skipped')]
  const rest = [
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    `${count('ok')} ok`,
  ].join(', ')
  return failed > 0 ? `${failed} failed, ${rest}. Begin at the top.` : `Nothing failed: ${rest}.`
}

/** Breaks at blanks; a word that is longer than the line keeps a line of its own. */
function wrap(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = `${indent}${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
