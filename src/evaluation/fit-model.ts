import type { Features } from '../retrieval/measure-findings.ts'
import {
  answerableInputs,
  bothInputs,
  firstInputs,
  type RelevanceModel,
} from '../retrieval/relevance-model.ts'
import { fitLogistic } from './fit-logistic.ts'

/** What retrieval measured, what came of it, and how much it counts. */
export type FitExample = {
  readonly features: Features
  readonly isAnswerable: boolean
  readonly isRight: boolean
  readonly weight: number
}

/**
 * Fits the relevance model: first what tells that there is an answer, then, where there is one, what tells that it comes
 * first, and at last what the product of the two is worth.
 */
export function fitModel(examples: readonly FitExample[]): RelevanceModel {
  const fitted = (
    some: readonly FitExample[],
    inputsOf: (features: Features) => readonly number[],
    isTrue: (example: FitExample) => boolean,
  ) =>
    fitLogistic(
      some.map((example) => ({
        inputs: inputsOf(example.features),
        label: isTrue(example) ? 1 : 0,
        weight: example.weight,
      })),
    ).map(round)
  const answerable = fitted(examples, answerableInputs, (example) => example.isAnswerable)
  const first = fitted(
    examples.filter((example) => example.isAnswerable),
    firstInputs,
    (example) => example.isRight,
  )
  const parts = { answerable, first }
  return {
    ...parts,
    both: fitted(
      examples,
      (features) => bothInputs(features, parts),
      (example) => example.isRight,
    ),
  }
}

const round = (value: number): number => Math.round(value * 100) / 100
