/** An estimated probability and what came of it. */
export type Estimate = { readonly probability: number; readonly isRight: boolean }

/** Of one bin of estimates: how many they are, their mean, and the share that was right. */
type Bin = { readonly count: number; readonly estimated: number; readonly right: number }

/** How far estimates are from what came of them (0..1, less is better). */
export type Calibration = {
  /** Mean square of the error. */
  readonly brier: number
  /** Mean distance of a tenth's estimate from its share, each tenth by its size. */
  readonly ece: number
}

const TENTHS = 10
const NAME_WIDTH = 20
const CELL_WIDTH = 16

/** The heading above lines of a reliability table. */
export const calibrationHeading = (): string =>
  [
    'n: estimated/right'.padEnd(NAME_WIDTH),
    ...Array.from({ length: TENTHS }, (_, index) => `.${index}`.padStart(CELL_WIDTH)),
    '   Brier    ECE',
  ].join('')

/** One line: every tenth of the estimates, and how far off they are in all. */
export function calibrationLine(name: string, estimates: readonly Estimate[]): string {
  const { brier, ece } = measureCalibration(estimates)
  const cells = binsOf(estimates).map((bin) => textOf(bin).padStart(CELL_WIDTH))
  return `${name.padEnd(NAME_WIDTH)}${cells.join('')}   ${brier.toFixed(3)}  ${ece.toFixed(3)}`
}

/** How honest probabilities are. */
export function measureCalibration(estimates: readonly Estimate[]): Calibration {
  const off = binsOf(estimates).map(({ count, estimated, right }) => count * Math.abs(estimated - right))
  return {
    brier: meanOf(estimates, ({ probability, isRight }) => (probability - (isRight ? 1 : 0)) ** 2),
    ece: off.reduce((sum, distance) => sum + distance, 0) / Math.max(1, estimates.length),
  }
}

const binsOf = (estimates: readonly Estimate[]): readonly Bin[] => {
  const tenths = Map.groupBy(estimates, ({ probability }) =>
    Math.min(TENTHS - 1, Math.floor(probability * TENTHS)),
  )
  return Array.from({ length: TENTHS }, (_, index) => binOf(tenths.get(index) ?? []))
}

const binOf = (inside: readonly Estimate[]): Bin => ({
  count: inside.length,
  estimated: meanOf(inside, ({ probability }) => probability),
  right: meanOf(inside, ({ isRight }) => (isRight ? 1 : 0)),
})

const textOf = ({ count, estimated, right }: Bin): string =>
  count === 0 ? '-' : `${count}: ${estimated.toFixed(2)}/${right.toFixed(2)}`

const meanOf = (all: readonly Estimate[], value: (estimate: Estimate) => number): number =>
  all.reduce((sum, estimate) => sum + value(estimate), 0) / Math.max(1, all.length)
