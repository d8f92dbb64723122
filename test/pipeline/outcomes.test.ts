import { describe, expect, test } from 'vitest'

import { effect, turn } from '../../src/store/schema/turns.ts'
import { readLastTurn } from '../../src/store/last-turn.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON, ASK_UNKNOWN, plainMind } from '../support/a-mind.ts'
import { PICTURE, type Talk } from '../support/a-talk.ts'

const bench = aBench()

const HAND_OFF = ['bot comment', 'bot note', 'bot assignment to Support']
const lastTurn = (talk: Talk) => readLastTurn(bench().db, talk.ref)
const MINUTE = 60_000
const minutesLater = (minutes: number) => () => new Date(Date.now() + minutes * MINUTE)

describe('a mind that fails', () => {
  const failing = () => {
    throw new Error('out of order')
  }
  test.each(['understand', 'retrieve', 'draft', 'verify'] as const)(
    'while it should %s ends in a hand-off, and the error is reported',
    async (step) => {
      const desk = bench().sitDown({ mind: { ...plainMind, [step]: failing } })
      const talk = await bench().start(ASK_EXPORT)
      await desk.finish(talk)
      expect(await talk.story()).toEqual(['contact source', ...HAND_OFF])
      expect(await lastTurn(talk)).toMatchObject({ outcome: { reason: 'unexpected_error' } })
      expect(desk.failures).toEqual([expect.objectContaining({ message: 'out of order' })])
    },
  )

  test('is a note where the mode is suggest', async () => {
    const desk = bench().sitDown({ settings: { mode: 'suggest' }, mind: { ...plainMind, draft: failing } })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot note'])
  })
})

describe('a draft that is not verified', () => {
  test('never reaches the contact, nor does it reach the team as an answer', async () => {
    const invented = {
      ...plainMind,
      draft: (ask: Parameters<typeof plainMind.draft>[0]) => {
        const drafting = plainMind.draft(ask)
        if (drafting.kind !== 'draft') return drafting
        const claims = drafting.draft.claims.map((claim) => ({
          ...claim,
          text: `${claim.text} It costs $49.`,
        }))
        return { kind: 'draft' as const, draft: { ...drafting.draft, claims } }
      },
    }
    const desk = bench().sitDown({ mind: invented })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', ...HAND_OFF])
    expect(await lastTurn(talk)).toMatchObject({ outcome: { reason: 'not_grounded' } })
    expect((await talk.entries()).filter(({ body_text }) => body_text.includes('$49'))).toEqual([])
  })
})

describe('a hand-off', () => {
  test('goes to the team that its reason names', async () => {
    const { cast, sitDown, start } = bench()
    const teams = [{ team_id: cast.toBilling.id, when: ['nothing_found' as const] }]
    const desk = sitDown({ settings: { handoff: { teams } } })
    const talk = await start(ASK_UNKNOWN)
    await desk.finish(talk)
    expect(await talk.story()).toEqual([
      'contact source',
      'bot comment',
      'bot note',
      'bot assignment to Billing',
    ])
  })

  test('is silent also towards a team whose conversations are ours to answer', async () => {
    const { cast, sitDown, start, heard } = bench()
    const desk = sitDown({ settings: { answers: { teams: [cast.toSupport.id] } } })
    const talk = await start(ASK_PERSON)
    await desk.finish(talk)
    await talk.contact(ASK_EXPORT)
    await heard(talk)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', ...HAND_OFF, 'contact comment'])
  })

  test('is not possible without a team: nothing is written, and the reason is kept', async () => {
    const { sitDown, start } = bench()
    const desk = sitDown({ withoutTeam: true })
    const talk = await start(ASK_PERSON)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source'])
    expect(await lastTurn(talk)).toMatchObject({ outcome: { kind: 'stay_silent', reason: 'no_team' } })
  })
})

describe('a question that is older than stale_minutes', () => {
  test('is handed off with its draft, and not answered late', async () => {
    const desk = bench().sitDown({ now: minutesLater(16) })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', ...HAND_OFF])
    expect(await lastTurn(talk)).toMatchObject({ outcome: { reason: 'stale' } })
    expect(await talk.notes()).toEqual([expect.stringContaining('Open Settings > Data and choose Export.')])
  })

  test('is answered while it is not, by the setting', async () => {
    const desk = bench().sitDown({ settings: { stale_minutes: 30 }, now: minutesLater(16) })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot comment'])
  })

  test('is answered after a hand-back, which makes it new', async () => {
    const { cast, sitDown, start, heard } = bench()
    const desk = sitDown()
    const anHourAgo = Math.floor(Date.now() / 1000) - 3_600
    const talk = await start({ body: ASK_EXPORT, created_at: anHourAgo, assign_on_arrival: cast.toTom })
    await desk.finish(talk)
    await talk.assign(cast.toBot)
    await heard(talk)
    await desk.finish(talk)
    expect((await talk.story()).slice(2)).toEqual(['maya assignment to Lumi (bot)', 'bot comment'])
  })

  test('a picture without text is handed off, and no question is asked late', async () => {
    const desk = bench().sitDown({ now: minutesLater(16) })
    const talk = await bench().start({ attachments: [PICTURE] })
    await desk.finish(talk)
    expect(await lastTurn(talk)).toMatchObject({ outcome: { kind: 'hand_off' } })
  })
})

describe('topics', () => {
  const topics = [
    { name: 'data', mode: 'auto' as const },
    { name: 'account', mode: 'shadow' as const },
  ]
  test('each follow their own mode, side by side', async () => {
    const desk = bench().sitDown({ settings: { mode: 'suggest', topics } })
    const [data, account, other] = [
      await bench().start(ASK_EXPORT),
      await bench().start(ASK_PASSWORD),
      await bench().start(ASK_UNKNOWN),
    ]
    for (const talk of [data, account, other]) await desk.finish(talk)
    expect(await data.story()).toEqual(['contact source', 'bot comment'])
    expect(await account.story()).toEqual(['contact source'])
    expect(await other.story()).toEqual(['contact source', 'bot note'])
  })

  test('ask for their own confidence', async () => {
    const topic = { name: 'data', min_confidence: 1 }
    const desk = bench().sitDown({ settings: { mode: 'auto', topics: [topic] } })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    expect(await lastTurn(talk)).toMatchObject({ outcome: { kind: 'hand_off', reason: 'low_confidence' } })
  })
})

describe('suggest_note', () => {
  test.each([
    ['always', 2],
    ['first', 1],
    ['never', 0],
  ] as const)('%s', async (suggestNote, notes) => {
    const desk = bench().sitDown({ settings: { mode: 'suggest', suggest_note: suggestNote } })
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    await desk.finish(talk)
    expect(await talk.notes()).toHaveLength(notes)
    expect(await bench().db.$count(turn, ofConversation(turn, talk.ref))).toBe(2)
  })
})

describe('e-mail', () => {
  test('is answered where somebody has tried it', async () => {
    const desk = bench().sitDown({ settings: { email: 'auto' } })
    const talk = await bench().start({ body: ASK_EXPORT, channel: 'email' })
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot comment'])
  })

  test('gets a note, and no hand-off, until then', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start({ body: ASK_PERSON, channel: 'email' })
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot note'])
    expect(await bench().db.$count(effect, ofConversation(effect, talk.ref))).toBe(1)
  })
})
