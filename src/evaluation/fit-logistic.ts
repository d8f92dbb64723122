import { logistic } from '../retrieval/relevance-model.ts'

/** Inputs of one example (the last one is the constant 1), its label, and how much it counts. */
export type WeightedExample = {
  readonly inputs: readonly number[]
  readonly label: 0 | 1
  readonly weight: number
}

const STEPS = 4_000
const STEP_SIZE = 2

/** Coefficients of the logistic function that fits the examples best, found by gradient descent on scaled inputs. */
export function fitLogistic(examples: readonly WeightedExample[]): readonly number[] {
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  const scales = scalesOf(examples)
  const scaled = examples.map((example) => ({
    ...example,
    weight: example.weight / total,
    inputs: example.inputs.map((input, index) => input / (scales[index] ?? 1)),
  }))
  let coefficients: readonly number[] = scales.map(() => 0)
  for (let step = 0; step < STEPS; step++) {
    const slope = slopeAt(scaled, coefficients)
    coefficients = coefficients.map((value, index) => value - STEP_SIZE * (slope[index] ?? 0))
  }
  return coefficients.map((value, index) => value / (scales[index] ?? 1))
}

function slopeAt(examples: readonly WeightedExample[], coefficients: readonly number[]): readonly number[] {
  const slope = coefficients.map(() => 0)
  for (const { inputs, label, weight } of examples) {
    const error = weight * (logistic(inputs, coefficients) - label)
    for (const [index, input] of inputs.entries()) slope[index] = (slope[index] ?? 0) + error * input
  }
  return slope
}

/** The mean size of each input, so that one step size serves them all. */
const scalesOf = (examples: readonly WeightedExample[]): readonly number[] =>
  (examples[0]?.inputs ?? []).map((_, index) => {
    const sum = examples.reduce((total, { inputs }) => total + Math.abs(inputs[index] ?? 0), 0)
    return Math.max(1e-9, sum / examples.length)
  })
