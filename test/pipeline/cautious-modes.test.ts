import { describe, expect, test } from 'vitest'
import { draft, effect, evidence, turn } from '../../src/store/schema/turns.ts'
import { notification, part } from '../../src/store/schema/conversations.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { eq } from 'drizzle-orm'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON, ASK_UNKNOWN, aMind } from '../support/a-mind.ts'
import { aStage } from '../support/a-stage.ts'
import { countWrites } from '../support/a-talk.ts'

describe('in off', () => {
  const stage = aStage({ settings: { mode: 'off' } })

  test('only what was heard is stored, and nothing is read or written', async () => {
    const talk = await stage().start(ASK_EXPORT)
    await stage().rest(talk)
    const { db } = stage().app.store
    expect(await db.$count(notification, eq(notification.conversationId, talk.id))).toBe(1)
    expect(await stage().countTurns(talk)).toBe(0)
    const [heard] = await db.select().from(part).where(ofConversation(part, talk.ref))
    expect(heard).toMatchObject({ text: null, readAt: null })
    expect(await talk.story()).toEqual(['contact source'])
    expect(await countWrites(stage().sandbox)).toBe(0)
  })
})

describe('in shadow', () => {
  const stage = aStage({ settings: { mode: 'shadow' } })

  test('the whole turn is run and kept, and nothing is written', async () => {
    const talk = await stage().start(ASK_EXPORT)
    const demanding = await stage().start(ASK_PERSON)
    await stage().rest(talk)
    await stage().rest(demanding)
    const { db } = stage().app.store
    const [one] = await db.select().from(turn).where(ofConversation(turn, talk.ref))
    expect(one).toMatchObject({ state: 'done', mode: 'shadow', outcome: { kind: 'reply' } })
    expect(await db.$count(draft, eq(draft.turnId, one?.id ?? ''))).toBe(1)
    expect(await db.$count(evidence, eq(evidence.turnId, one?.id ?? ''))).toBe(1)
    expect(await db.$count(effect)).toBe(0)
    expect(await stage().lastTurn(demanding)).toMatchObject({ outcome: { kind: 'hand_off' } })
    expect(await talk.story()).toEqual(['contact source'])
    expect(await demanding.story()).toEqual(['contact source'])
    expect(await countWrites(stage().sandbox)).toBe(0)
  })
})

describe('in suggest', () => {
  const mind = aMind()
  const stage = aStage({ settings: { mode: 'suggest' }, adaptMind: mind.adapt })

  test('the draft becomes a note, with its source and confidence', async () => {
    const talk = await stage().start(ASK_EXPORT)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot note'])
    const [note] = await talk.notes()
    expect(note).toContain('Open Settings > Data and choose Export.')
    expect(note).toContain('Suggested reply')
  })

  test.each([
    ['a person is demanded', ASK_PERSON],
    ['nothing is found', ASK_UNKNOWN],
  ])('a note is all that happens when %s', async (_name, question) => {
    const talk = await stage().start(question)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot note'])
    expect(await talk.state()).toMatchObject({ team_assignee_id: null, admin_assignee_id: null })
  })

  test('every new message gets its note', async () => {
    const talk = await stage().start(ASK_EXPORT)
    await stage().rest(talk)
    await talk.contact(ASK_PASSWORD)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot note', 'contact comment', 'bot note'])
  })

  test('the draft is still noted when a teammate answers while the mind thinks', async () => {
    const { thinking, release } = mind.hold()
    const talk = await stage().start(ASK_EXPORT)
    await thinking
    await talk.teammate('Here is how')
    release()
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'maya comment', 'bot note'])
  })

  test('a conversation that was snoozed while the mind thinks is not woken by a note', async () => {
    const { thinking, release } = mind.hold()
    const talk = await stage().start(ASK_EXPORT)
    await thinking
    await talk.snooze()
    release()
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'maya snoozed'])
    expect(await talk.state()).toMatchObject({ state: 'snoozed' })
  })

  test("a teammate's conversation gets notes too", async () => {
    const talk = await stage().start({ body: ASK_EXPORT, assign_on_arrival: stage().cast.toTom })
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'operator assignment to Tom Becker', 'bot note'])
  })
})
