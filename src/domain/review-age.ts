const DAY_MS = 86_400_000

/**
 * The first day (`YYYY-MM-DD`) that is not too long ago: an article that was reviewed before it is stale. `reviewDays` is
 * the setting `review_days`.
 */
export const firstFreshDay = (now: Date, reviewDays: number): string =>
  new Date(now.getTime() - reviewDays * DAY_MS).toISOString().slice(0, 10)

/**
 * Whether somebody should read it again before it is answered from. An article without a date is nobody's promise and
 * never grows stale; neither does a sample, which is about nothing that could change.
 */
export const isStale = (
  { reviewed, sample }: { readonly reviewed?: string | undefined; readonly sample?: boolean | undefined },
  freshFrom: string,
): boolean => reviewed !== undefined && sample !== true && reviewed < freshFrom
