import { html } from 'ghtml'

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })

const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
const FORMATS = {
  full: format({ day: 'numeric', month: 'short', year: 'numeric', ...time }),
  short: format({ day: 'numeric', month: 'short', ...time }),
  clock: format(time),
}

/** A moment in UTC: the server cannot know where its reader is. */
export const timeView = (at: Date, as: keyof typeof FORMATS): string =>
  html`<time datetime="${at.toISOString()}">${FORMATS[as].format(at)}</time>`

/** A length of time, as exact as it matters. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`

/** "1 passage", "2 passages". */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
