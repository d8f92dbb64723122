/**
 * The same answer for whoever asks within `keptMs`, also while it is still being read. What broke off is asked again.
 * `nowMs` is any clock that never goes back.
 */
export function forAWhile<T>(read: () => Promise<T>, keptMs: number, nowMs = () => performance.now()) {
  let kept: { readonly answer: Promise<T>; readonly untilMs: number } | undefined
  return (): Promise<T> => {
    if (kept && nowMs() < kept.untilMs) return kept.answer
    const answer = read()
    kept = { answer, untilMs: nowMs() + keptMs }
    answer.catch(() => {
      kept = undefined
    })
    return answer
  }
}
