import { describe, expect, test } from 'vitest'
import type { ModeSwitch } from '../../src/decision/effective-mode.ts'
import type { Mode } from '../../src/domain/mode.ts'
import { decide } from '../../src/pipeline/decide.ts'
import { aConversation, aDraft, anUnderstanding, aPassage, aPolicy, aSituation } from '../support/builders.ts'

type Sorted = { readonly folder: string; readonly model?: string; readonly switches?: readonly ModeSwitch[] }

const policy = aPolicy({
  topics: [
    { name: 'billing', mode: 'suggest' },
    { name: 'data', mode: 'auto' },
  ],
})

const decided = ({ folder, model, switches = [] }: Sorted, by: 'extractive' | 'model' = 'extractive') =>
  decide(
    {
      view: { conversation: aConversation(), situation: aSituation() },
      thoughts: {
        understanding: anUnderstanding(model === undefined ? {} : { topic: model }),
        retrieval: { question: '', passages: [aPassage({ topic: folder })], relevance: 0.8, features: {} },
        mind: {
          kind: 'drafted',
          draft: aDraft({ by }),
          verdict: { kind: 'grounded', groundedness: 1 },
          relevance: 0.8,
        },
      },
      switches,
      deliveryUnknown: false,
      now: new Date('2026-11-24T09:00:10Z'),
    },
    policy,
  )

describe('the topic', () => {
  test.each<[Sorted, string, Mode]>([
    [{ folder: 'data' }, 'data', 'auto'],
    [{ folder: 'somewhere' }, 'other', 'auto'],
    [{ folder: 'data', model: 'data' }, 'data', 'auto'],
    [{ folder: 'data', model: 'billing' }, 'billing', 'suggest'],
    [{ folder: 'billing', model: 'data' }, 'billing', 'suggest'],
    [{ folder: 'billing', model: 'made up' }, 'billing', 'suggest'],
    [{ folder: 'data', switches: [{ topic: 'data', mode: 'shadow' }] }, 'data', 'shadow'],
  ])('of %j is %s, in mode %s: the more cautious of two counts', (sorted, topic, mode) => {
    expect(decided(sorted)).toMatchObject({ topic, mode })
  })
})

test('a verified draft of a model may be sent from .75, a quote from .85', () => {
  expect(decided({ folder: 'data' }, 'model').outcome.kind).toBe('reply')
  expect(decided({ folder: 'data' }, 'extractive').outcome.kind).toBe('hand_off')
})
