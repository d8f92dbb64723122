/** The value below which so many percent of all lie (nearest rank); NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = Math.max(1, Math.ceil((percent * sorted.length) / 100))
  return sorted[rank - 1] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 50)

/** To so many digits behind the point. */
export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))
