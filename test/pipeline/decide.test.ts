import { describe, expect, test } from 'vitest'
import type { ModeSwitch } from '../../src/decision/effective-mode.ts'
import type { Mode } from '../../src/domain/mode.ts'
import { ChunkId } from '../../src/domain/ids.ts'
import type { Passage } from '../../src/domain/passage.ts'
import { decide } from '../../src/pipeline/decide.ts'
import { aConversation, aDraft, anUnderstanding, aPassage, aPolicy, aSituation } from '../support/builders.ts'

/** 365 days before the moment at which these tests decide, and one more. */
const LAST_FRESH_DAY = '2025-11-24'
const FIRST_STALE_DAY = '2025-11-23'

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

describe('an article that was reviewed too long ago', () => {
  const cited = aPassage()
  const decidedFrom = (passages: readonly Passage[]) =>
    decide(
      {
        view: { conversation: aConversation(), situation: aSituation() },
        thoughts: {
          understanding: anUnderstanding(),
          retrieval: { question: '', passages, relevance: 0.99, features: {} },
          mind: {
            kind: 'drafted',
            draft: aDraft(),
            verdict: { kind: 'grounded', groundedness: 1 },
            relevance: 0.99,
          },
        },
        switches: [],
        deliveryUnknown: false,
        now: new Date('2026-11-24T09:00:10Z'),
      },
      aPolicy({ reviewDays: 365 }),
    )
  const other = aPassage({
    chunkId: ChunkId.parse('chunk-2'),
    article: 'other.md',
    reviewed: FIRST_STALE_DAY,
  })

  test.each<[string, readonly Passage[], string]>([
    ['makes a reply that cites it a hand-off', [{ ...cited, reviewed: FIRST_STALE_DAY }], 'hand_off'],
    ['is not stale on the last day', [{ ...cited, reviewed: LAST_FRESH_DAY }], 'reply'],
    ['is none without a date', [cited], 'reply'],
    ['is none among the samples', [{ ...cited, reviewed: FIRST_STALE_DAY, sample: true }], 'reply'],
    ['does not count where it was only found', [cited, other], 'reply'],
  ])('%s', (_name, passages, kind) => {
    expect(decidedFrom(passages).outcome.kind).toBe(kind)
  })
  test('is named in what the decision rests on', () => {
    const { facts } = decidedFrom([{ ...cited, reviewed: FIRST_STALE_DAY }])
    expect(facts.staleSource).toBe(cited.article)
  })
})
