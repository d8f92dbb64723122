/** A moment as a clock on the wall shows it. */
export type LocalTime = { readonly date: string; readonly minutes: number }

/** The day (`2026-11-24`) and the minutes since midnight in a time zone. */
export function localTime(at: Date, timezone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, ...PARTS })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? ''
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  }
}

const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const

/** Whether a text is a day that exists: `2026-02-30` is none. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
