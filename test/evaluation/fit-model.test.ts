import { describe, expect, test } from 'vitest'
import {
  calibrationHeading,
  calibrationLine,
  measureCalibration,
} from '../../src/evaluation/calibration-table.ts'
import { createRandom } from '../../src/evaluation/create-random.ts'
import { type FitExample, fitModel } from '../../src/evaluation/fit-model.ts'
import type { Features } from '../../src/retrieval/measure-findings.ts'
import { modelRelevance } from '../../src/retrieval/relevance-model.ts'

const features = (some: Partial<Features>): Features => ({
  share: 0.5,
  covered: 1,
  likeness: 0.5,
  lead: 0.2,
  mass: 5,
  unknown: 0,
  isKeywordUnknown: 0,
  words: 3,
  corrected: 0,
  ...some,
})

/** Much found means answerable, a big lead means the first one: by chance, as in life. */
function madeUp(count: number, seed: number): readonly FitExample[] {
  const { next } = createRandom(seed)
  return Array.from({ length: count }, () => {
    const [share, lead] = [next(), next()]
    const isAnswerable = next() < share
    const isRight = isAnswerable && next() < 0.4 + 0.6 * lead
    return { features: features({ share, likeness: share, lead }), isAnswerable, isRight, weight: 1 }
  })
}

describe('a fitted model', () => {
  const model = fitModel(madeUp(1_500, 1))
  const relevance = (some: Partial<Features>) => modelRelevance(features(some), model)

  test('is honest about examples that it has never seen', () => {
    const unseen = madeUp(1_500, 2).map((example) => ({
      probability: modelRelevance(example.features, model),
      isRight: example.isRight,
    }))
    expect(measureCalibration(unseen).ece).toBeLessThan(0.05)
  })

  test('is surer where more of the question was found, and where no other article is close', () => {
    expect(relevance({ share: 0.9, likeness: 0.9 })).toBeGreaterThan(relevance({ share: 0.3, likeness: 0.3 }))
    expect(relevance({ lead: 0.8 })).toBeGreaterThan(relevance({ lead: 0 }))
  })

  test('a lead does not make up for what was not found', () => {
    expect(relevance({ share: 0.05, likeness: 0.05, lead: 1 })).toBeLessThan(0.3)
  })
})

describe('calibration', () => {
  const tenOf = (probability: number, right: number) =>
    Array.from({ length: 10 }, (_, index) => ({ probability, isRight: index < right }))

  test.each([
    { name: 'honest', estimates: [...tenOf(0.25, 2), ...tenOf(0.25, 3)], ece: 0, brier: 0.1875 },
    { name: 'too sure', estimates: tenOf(1, 5), ece: 0.5, brier: 0.5 },
    {
      name: 'too modest and too sure',
      estimates: [...tenOf(0, 1), ...tenOf(0.9, 8)],
      ece: 0.1,
      brier: 0.135,
    },
    { name: 'without an example', estimates: [], ece: 0, brier: 0 },
  ])('of estimates that are $name', ({ estimates, ece, brier }) => {
    const measured = measureCalibration(estimates)
    expect(measured.ece).toBeCloseTo(ece, 10)
    expect(measured.brier).toBeCloseTo(brier, 10)
  })

  test('a line of the table has every tenth below its heading', () => {
    const line = calibrationLine('a set', [...tenOf(0.05, 1), ...tenOf(1, 10)])
    expect(line).toContain('10: 0.05/0.10')
    expect(line.indexOf('10: 1.00/1.00') + '10: 1.00/1.00'.length).toBe(
      calibrationHeading().indexOf('.9') + 2,
    )
  })
})
