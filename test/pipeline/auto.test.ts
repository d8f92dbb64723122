import { describe, expect, test } from 'vitest'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON, ASK_UNKNOWN } from '../support/a-mind.ts'
import { aStage } from '../support/a-stage.ts'
import { PICTURE } from '../support/a-talk.ts'

const stage = aStage({ settings: { mode: 'auto', quiet_ms: 120 } })

const HAND_OFF = ['bot comment', 'bot note', 'bot assignment to Support']

/** Asks the question and waits for the bot's answer. */
async function answered() {
  const talk = await stage().start(ASK_EXPORT)
  await stage().rest(talk)
  expect(await talk.story()).toEqual(['contact source', 'bot comment'])
  return talk
}

/** Asks for a person and waits for the hand-off. */
async function handedOff() {
  const talk = await stage().start(ASK_PERSON)
  await stage().rest(talk)
  expect(await talk.story()).toEqual(['contact source', ...HAND_OFF])
  return talk
}

describe('answers', () => {
  test('as the bot, with a source and the word that an AI wrote it', async () => {
    const talk = await stage().start(ASK_EXPORT)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot comment'])
    const [reply] = await talk.replies()
    expect(reply).toContain('help.lumenledger.example/export')
    expect(reply).toMatch(/\bAI\b/)
  })

  test('a burst of three messages once', async () => {
    const talk = await stage().start('Hi!')
    await talk.contact('I have a question about my account.')
    await talk.contact(ASK_EXPORT)
    await stage().rest(talk)
    expect((await talk.story()).filter((entry) => entry.startsWith('bot'))).toEqual(['bot comment'])
  })

  test('a message whose webhook comes three times once', async () => {
    const talk = await stage().start({ body: ASK_EXPORT, deliver: { times: 3 } })
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot comment'])
  })

  test('two messages once whose webhooks come in the wrong order', async () => {
    const talk = await stage().start({ body: 'Hello there', deliver: { delay_ms: 1_200 } })
    await talk.contact(ASK_EXPORT)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'contact comment', 'bot comment'])
    expect(await talk.replies()).toEqual([expect.stringContaining('Export')])
  })

  test('a second question after the first answer', async () => {
    const talk = await answered()
    await talk.contact(ASK_PASSWORD)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot comment', 'contact comment', 'bot comment'])
  })

  test('a contact who replies to an outbound message of a teammate, which is context only', async () => {
    const { cast } = stage()
    const talk = await stage().start({ body: 'We have news for you!', initiated_by_admin: cast.maya })
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['maya source'])
    await talk.contact(ASK_EXPORT)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['maya source', 'contact comment', 'bot comment'])
  })

  test('a message that becomes visible later than its webhook, once', async () => {
    const talk = await answered()
    await talk.contact({ body: ASK_PASSWORD, deliver: { visible_after_ms: 1_500 } })
    await stage().rest(talk)
    expect((await talk.story()).slice(2)).toEqual(['contact comment', 'bot comment'])
    expect((await talk.replies()).at(-1)).toContain('password')
  })

  test('nothing when the contact only says thanks', async () => {
    const talk = await answered()
    await talk.contact('Thank you so much!')
    await stage().rest(talk)
    expect((await talk.story()).slice(2)).toEqual(['contact comment'])
    expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { reason: 'no_answer_needed' } })
  })
})

describe('starts no turn for', () => {
  test("Fin's, a teammate's and its own parts, and for notes", async () => {
    const talk = await answered()
    await talk.teammate('internal: paying customer', { kind: 'note' })
    await talk.fin('I am Fin')
    await talk.teammate('Let me know if that helped')
    await stage().rest(talk)
    expect(await stage().countTurns(talk)).toBe(1)
    expect((await talk.story()).slice(2)).toEqual(['maya note', 'operator comment', 'maya comment'])
  })
})

describe('hands off', () => {
  test('with message, note and assignment, in this order', async () => {
    await handedOff()
  })

  test('what nothing in the knowledge answers', async () => {
    const talk = await stage().start(ASK_UNKNOWN)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', ...HAND_OFF])
    expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { kind: 'hand_off' } })
  })

  test('a second picture without text, after one question', async () => {
    const talk = await stage().start({ attachments: [PICTURE] })
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot comment'])
    expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { kind: 'clarify' } })
    await talk.contact({ attachments: [PICTURE] })
    await stage().rest(talk)
    expect((await talk.story()).slice(2)).toEqual(['contact comment', ...HAND_OFF])
    expect(await stage().lastTurn(talk)).toMatchObject({
      outcome: { kind: 'hand_off', reason: 'unreadable' },
    })
  })
})

describe('is silent', () => {
  test('after its hand-off, also when the contact writes again', async () => {
    const talk = await handedOff()
    await talk.contact(ASK_EXPORT)
    await stage().rest(talk)
    expect((await talk.story()).slice(4)).toEqual(['contact comment'])
    expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { reason: 'handed_off' } })
  })

  test.each([
    ['a comment', {}],
    ['a text that rides on a close', { with: { close: true } }],
  ] as const)('after a teammate took over with %s', async (_name, more) => {
    const talk = await stage().start({ body: ASK_EXPORT, deliver: { drop: true } })
    await talk.teammate('I am on it', more)
    await talk.contact('thanks, and where do I choose a new password?')
    await stage().rest(talk)
    expect((await talk.story()).filter((entry) => entry === 'bot comment')).toEqual([])
  })

  test('after a teammate took over with a text that rides on an assignment', async () => {
    const { cast } = stage()
    const talk = await stage().start({ body: ASK_EXPORT, deliver: { drop: true } })
    await talk.teammate('Tom knows', { with: { assign: cast.toTom } })
    await talk.contact(ASK_PASSWORD)
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'maya assignment to Tom Becker', 'contact comment'])
    expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { reason: 'taken_over' } })
  })

  test('when a teammate assigned the conversation to somebody else', async () => {
    const { cast } = stage()
    const talk = await answered()
    await talk.assign(cast.toTom)
    await talk.contact(ASK_PASSWORD)
    await stage().rest(talk)
    expect((await talk.story()).slice(2)).toEqual(['maya assignment to Tom Becker', 'contact comment'])
    expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { reason: 'taken_over' } })
  })

  test('where a workflow assigns to a team that is not ours', async () => {
    const { cast } = stage()
    const talk = await stage().start({ body: ASK_EXPORT, assign_on_arrival: cast.toBilling })
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'operator assignment to Billing'])
    expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { reason: 'not_ours' } })
  })

  test('while Fin is at work', async () => {
    const talk = await answered()
    await talk.fin()
    await talk.contact(ASK_PASSWORD)
    await stage().rest(talk)
    expect((await talk.story()).slice(2)).toEqual(['contact comment'])
    expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { reason: 'fin_at_work' } })
  })
})

describe('after a hand-back', () => {
  test('answers what is open', async () => {
    const { cast } = stage()
    const talk = await handedOff()
    await talk.teammate('Here I am')
    await talk.contact(ASK_EXPORT)
    await stage().rest(talk)
    await talk.assign(cast.toBot)
    await stage().rest(talk)
    expect((await talk.story()).slice(4)).toEqual([
      'maya comment',
      'contact comment',
      'maya assignment to Lumi (bot)',
      'bot comment',
    ])
  })

  test('says nothing when nothing is open', async () => {
    const { cast } = stage()
    const talk = await answered()
    await talk.teammate('I take over')
    await talk.assign(cast.toBot)
    await stage().rest(talk)
    expect((await talk.story()).slice(2)).toEqual(['maya comment', 'maya assignment to Lumi (bot)'])
  })

  test('answers the message that a teammate gives to the bot in the first place', async () => {
    const { cast } = stage()
    const talk = await stage().start({ body: ASK_EXPORT, assign_on_arrival: cast.toSupport })
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'operator assignment to Support'])
    await talk.assign(cast.toBot)
    await stage().rest(talk)
    expect((await talk.story()).slice(2)).toEqual(['maya assignment to Lumi (bot)', 'bot comment'])
  })
})

describe('at most a note', () => {
  test("when the contact reopens after a teammate's close", async () => {
    const talk = await answered()
    await talk.close()
    await talk.contact(ASK_PASSWORD)
    await stage().rest(talk)
    expect((await talk.story()).slice(2)).toEqual(['maya close', 'contact open', 'bot note'])
  })

  test('in an e-mail conversation', async () => {
    const talk = await stage().start({ body: ASK_EXPORT, channel: 'email' })
    await stage().rest(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot note'])
    expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { kind: 'propose', because: 'email' } })
  })
})
