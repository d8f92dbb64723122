import { localTime } from '../../domain/local-date.ts'

export type DigestTime = { readonly at: string; readonly timezone: string }

/** A fresh installation begins with the next night, not with the middle of its first day. */
const GRACE_MINUTES = 60

/**
 * Whether today's summary is to be made now: it is past its time, and it is that hour, or an earlier summary shows that
 * this night's was only missed.
 */
export function isDue({ at, timezone }: DigestTime, now: Date, newest: string | undefined): boolean {
  const { date, minutes } = localTime(now, timezone)
  const [hour = 0, minute = 0] = at.split(':').map(Number)
  const late = minutes - (hour * 60 + minute)
  if (late < 0 || newest === date) return false
  return late < GRACE_MINUTES || newest !== undefined
}

/** Asked every hour, so that a night on which the database or Intercom was away is made up for. */
export const digestCron = (at: string): string => `${Number(at.split(':')[1])} * * * *`
