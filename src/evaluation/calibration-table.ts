/** An estimated probability and what came of it. */
export type Estimate = { readonly probability: number; readonly isRight: boolean }

const EDGES = [0, 0.1, 0.3, 0.5, 0.7, 0.85, 0.93, 1]

/** One line of a calibration table: per bin of estimates, how many they were, their mean, and the share that was right. */
export function calibrationLine(name: string, estimates: readonly Estimate[]): string {
  const bins = EDGES.slice(1).map((to, index) => {
    const from = EDGES[index] ?? 0
    const inside = estimates.filter(
      ({ probability }) => probability >= from && (probability < to || (to === 1 && probability === 1)),
    )
    return binText(inside)
  })
  return `${name.padEnd(24)}${bins.join('')}`
}

/** The heading above such lines. */
export const calibrationHeading = (): string =>
  `${'n: estimated / right'.padEnd(24)}${EDGES.slice(1)
    .map((to, index) => `${EDGES[index]}-${to}`.padStart(18))
    .join('')}`

function binText(inside: readonly Estimate[]): string {
  if (inside.length === 0) return '-'.padStart(18)
  const mean = (value: (estimate: Estimate) => number) =>
    (inside.reduce((sum, estimate) => sum + value(estimate), 0) / inside.length).toFixed(2)
  return `${inside.length}: ${mean(({ probability }) => probability)} / ${mean(({ isRight }) => (isRight ? 1 : 0))}`.padStart(
    18,
  )
}
