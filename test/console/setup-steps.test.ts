import { describe, expect, test } from 'vitest'
import { publicUrlProblem } from '../../src/console/setup/public-url-problem.ts'
import type { SetupFacts } from '../../src/console/setup/setup-facts.ts'
import type { StepState } from '../../src/console/setup/setup-step.ts'
import { isSetUp, setupParts } from '../../src/console/setup/setup-steps.ts'
import { AdminId, AppId, TeamId } from '../../src/domain/ids.ts'
import { WEBHOOK_TOPICS } from '../../src/intercom/webhook-topics.ts'
import { contentTopics } from '../../src/intercom/webhook-topics.ts'
import { aSetup, BOT_SEATED, first, heard, MAYA_SEATED } from './a-setup.ts'

const stepsOf = (facts: Partial<SetupFacts>) => setupParts(aSetup(facts)).flatMap(({ steps }) => steps)

/** The line of this name, and everything that it says. */
function lineOf(name: string, facts: Partial<SetupFacts>) {
  const step = stepsOf(facts).find((one) => one.name === name)
  if (!step) throw new Error(`no line is called ${name}`)
  return { ...step, says: [step.found, ...step.next, step.copy ?? ''].join(' ') }
}

test('all lines are green where all is well, and nothing is left to do', () => {
  expect(stepsOf({}).filter(({ state }) => state !== 'done')).toEqual([])
  expect(isSetUp(setupParts(aSetup()))).toBe(true)
})

test('before anything has happened, the lines wait, and say what to try', () => {
  const facts = aSetup({ heard: [], firsts: {} })
  const waiting = setupParts(facts).flatMap(({ steps }) => steps.filter(({ state }) => state === 'waiting'))
  expect(waiting.map(({ name }) => name)).toEqual([
    'First ping',
    'First notification',
    'Topics',
    'First turn',
    'First note, or decision in shadow',
    'First reply to a contact',
  ])
  expect(isSetUp(setupParts(facts))).toBe(false)
})

const failed = (status: number, code: string) => ({ kind: 'failed', status, code }) as const
const me = (more: object = {}) =>
  ({ kind: 'known', value: { appId: AppId.parse('app1'), adminId: MAYA_SEATED.id, ...more } }) as const
const admins = (...value: readonly { readonly id: AdminId; readonly hasInboxSeat?: boolean }[]) =>
  ({ kind: 'known', value }) as const
const emptyTeam = {
  kind: 'known',
  value: [{ id: TeamId.parse('70'), name: 'Support', members: [] }],
} as const

describe('the connection', () => {
  test.each<[string, string, Partial<SetupFacts>, StepState, string]>([
    ['Access token', 'refused', { me: failed(401, 'unauthorized') }, 'wrong', 'INTERCOM_ACCESS_TOKEN'],
    ['Access token', 'out of reach', { me: failed(0, 'ECONNREFUSED') }, 'waiting', 'ECONNREFUSED'],
    ['Access token', 'a broken Intercom', { me: failed(503, 'not_json') }, 'waiting', 'HTTP 503'],
    ['Access token', 'another region', { me: me({ region: 'EU' }) }, 'wrong', 'INTERCOM_REGION=eu'],
    ['Access token', 'a region untold', { me: me() }, 'done', 'app id app1'],
    ["The bot's teammate", 'unset', {}, 'todo', 'Lumi (bot) `900`'],
    ["The bot's teammate", 'unknown', { botAdminId: '5' }, 'wrong', 'no teammate 5'],
    [
      "The bot's teammate",
      'without a seat',
      { botAdminId: '900', admins: admins({ ...BOT_SEATED, hasInboxSeat: false }) },
      'wrong',
      'no inbox seat',
    ],
    ["The bot's teammate", 'the owner', { botAdminId: '1' }, 'done', 'also owns the access token'],
    [
      "The bot's teammate",
      'not readable',
      { botAdminId: '900', admins: failed(403, 'forbidden') },
      'wrong',
      'Read admins',
    ],
    [
      "The bot's teammate",
      'unasked',
      { botAdminId: '900', admins: failed(401, 'unauthorized') },
      'waiting',
      'before Intercom',
    ],
    ['The team for hand-offs', 'unset', {}, 'todo', 'Support `70`'],
    ['The team for hand-offs', 'unknown', { handOffTeamId: '5' }, 'wrong', 'no team 5'],
    ['The team for hand-offs', 'empty', { handOffTeamId: '70', teams: emptyTeam }, 'wrong', 'nobody in it'],
    [
      'The mind',
      'a model that is away',
      { model: { strong: 'gpt-5', fast: 'gpt-5-mini', problem: 'it cannot be reached' } },
      'wrong',
      'it cannot be reached',
    ],
    ['The mind', 'a model', { model: { strong: 'gpt-5', fast: 'gpt-5' } }, 'done', 'gpt-5'],
  ])('%s: %s', (name, _case, facts, state, words) => {
    const { botAdminId: _bot, handOffTeamId: _team, ...without } = aSetup()
    const step = setupParts({ ...without, ...facts })
      .flatMap(({ steps }) => steps)
      .find((one) => one.name === name)
    expect(step?.state).toBe(state)
    expect([step?.found, ...(step?.next ?? [])].join(' ')).toContain(words)
  })

  test('never lists more teammates than fit', () => {
    const many = Array.from({ length: 40 }, (_, n) => ({ ...MAYA_SEATED, id: AdminId.parse(n + 1) }))
    const { botAdminId: _none, ...facts } = aSetup({ admins: { kind: 'known', value: many } })
    const [, bot] = setupParts(facts)[0]?.steps ?? []
    expect(bot?.next.join(' ').match(/Maya/g)).toHaveLength(12)
  })
})

describe('the webhooks', () => {
  test('show the very address to paste', () => {
    expect(lineOf('Webhook address', {})).toMatchObject({
      state: 'done',
      copy: 'https://firstline.example.com/webhooks/intercom',
    })
  })

  test.each([
    ['http://127.0.0.1:3000', 'known to this machine'],
    ['https://localhost', 'known to this machine'],
    ['https://[::1]:3000', 'known to this machine'],
    ['https://10.1.2.3', 'known to this machine'],
    ['https://192.168.0.7', 'known to this machine'],
    ['https://desk.local', 'known to this machine'],
    ['http://0.0.0.0:3000', 'known to this machine'],
    ['http://firstline.example.com', 'not https'],
  ])('warn that Intercom cannot call %s', (publicUrl, problem) => {
    expect(publicUrlProblem(publicUrl)).toContain(problem)
    const line = lineOf('Webhook address', { publicUrl })
    expect(line.state).toBe('wrong')
    expect(line.says).toContain('PUBLIC_URL')
    expect(line.copy).toBe(`${publicUrl}/webhooks/intercom`)
  })

  test('know a ping from a notification', () => {
    const facts = { heard: heard('ping') }
    expect(lineOf('First ping', facts)).toMatchObject({ state: 'done' })
    expect(lineOf('First notification', facts)).toMatchObject({ state: 'waiting' })
    expect(lineOf('First notification', facts).says).toContain('Developer Hub, your app, Configure, Webhooks')
  })

  test('tick every topic that was heard of, and say how the others come about', () => {
    const { ticks = [], state } = lineOf('Topics', { heard: heard('conversation.user.created', 'ping') })
    expect(state).toBe('waiting')
    expect(ticks.map(({ name }) => name)).toEqual([...WEBHOOK_TOPICS])
    expect(ticks.filter(({ isDone }) => isDone).map(({ name }) => name)).toEqual([
      'conversation.user.created',
    ])
    expect(ticks.find(({ name }) => name === 'conversation.admin.noted')?.note).toContain('writes a note')
  })

  test('name those of the knowledge that is in use, and wait for none of them', () => {
    const facts = {
      heard: heard('conversation.user.created', 'conversation.user.replied', 'article.published'),
      contentTopics: contentTopics(['articles', 'macros']),
    }
    const { ticks = [], state, found } = lineOf('Topics', facts)
    expect(state).toBe('done')
    expect(found).toContain('Heard 2 of 15.')
    expect(found).toContain('Of knowledge: 1 of 5')
    expect(ticks.slice(-5).map(({ name, isDone }) => [name, isDone])).toEqual([
      ['article.created', false],
      ['article.updated', false],
      ['article.published', true],
      ['article.unpublished', false],
      ['article.deleted', false],
    ])
    expect(ticks.at(-1)?.note).toBe('comes when an article is deleted')
  })

  test('are well once contacts are heard: nobody needs to delete a conversation for it', () => {
    const facts = { heard: heard('conversation.user.created', 'conversation.user.replied') }
    expect(lineOf('Topics', facts)).toMatchObject({ state: 'done' })
  })
})

describe('what the bot does', () => {
  test.each<[string, Partial<SetupFacts>, StepState, string]>([
    ['First turn', { firsts: {}, boldestMode: 'off' }, 'todo', 'mode: shadow'],
    ['First turn', { firsts: {}, boldestMode: 'suggest' }, 'waiting', 'Messenger'],
    ['First note, or decision in shadow', { firsts: { shadow: first } }, 'done', 'nothing was written'],
    ['First note, or decision in shadow', { firsts: { reply: first } }, 'done', 'by itself'],
    ['First note, or decision in shadow', { firsts: {}, boldestMode: 'off' }, 'later', 'off'],
    ['First reply to a contact', { firsts: {}, boldestMode: 'suggest' }, 'later', 'docs/connecting.md'],
    ['First reply to a contact', { firsts: {}, boldestMode: 'auto' }, 'waiting', 'not yet'],
  ])('%s with %j is %s', (name, facts, state, words) => {
    const line = lineOf(name, facts)
    expect(line.state).toBe(state)
    expect(line.says).toContain(words)
  })

  test('a mode in which contacts hear nothing leaves nothing to wait for', () => {
    const facts = aSetup({ boldestMode: 'suggest', firsts: { turn: first, note: first } })
    expect(isSetUp(setupParts(facts))).toBe(true)
  })
})

test('the sandbox is asked on its own page, and needs no address', () => {
  const facts = { isSandbox: true, apiUrl: 'http://127.0.0.1:3001', publicUrl: 'http://127.0.0.1:3000' }
  expect(lineOf('Webhook address', facts)).toMatchObject({ state: 'done' })
  const silent = { ...facts, heard: [], firsts: {} }
  for (const name of ['First ping', 'First notification', 'First turn']) {
    expect(lineOf(name, silent).says).toContain('http://127.0.0.1:3001')
  }
})
