/** Tells of one kind of thing; `leftOut` says how often it was not told since the last time. */
export type TellSeldom = (kind: string, tell: (leftOut: number) => void) => void

/** Each kind at most once in `everyMs`: an outage must not fill the log with one sentence. */
export function createTellSeldom(everyMs: number, now: () => number = Date.now): TellSeldom {
  const told = new Map<string, { readonly at: number; readonly leftOut: number }>()
  return (kind, tell) => {
    const last = told.get(kind)
    if (last && now() - last.at < everyMs) {
      told.set(kind, { ...last, leftOut: last.leftOut + 1 })
      return
    }
    told.set(kind, { at: now(), leftOut: 0 })
    tell(last?.leftOut ?? 0)
  }
}
