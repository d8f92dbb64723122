import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { startTalk, until } from '../support/a-talk.ts'
import { aRunningService } from './a-running-service.ts'

const service = aRunningService('mode: auto\npilot: {share: 1}\n')

type Asked = {
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Knocks at the door as a command does, but for what the test changes. */
async function knock(command: string, { key = service().key().key, headers, body = '{}' }: Asked = {}) {
  const response = await fetch(`${service().url}/operator/${command}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body,
  })
  return { status: response.status, json: await response.json() }
}

describe('the door of a running service', () => {
  test('is told to the owner of the service alone', () => {
    const { keyMode, key, url, printed } = service()
    expect(keyMode()).toBe(0o600)
    expect(key().address).toBe(url)
    expect(printed()).not.toContain(key().key)
  })

  test('opens to who has the key', async () => {
    expect(await knock('audit-verify')).toMatchObject({ status: 200, json: { result: { problems: [] } } })
  })

  test.each([
    ['a wrong key', { key: 'x'.repeat(43) }],
    ['no key', { headers: { authorization: '' } }],
    ['the key without its scheme', { headers: { authorization: 'x' } }],
  ])('stays shut for %s', async (_case, asked) => {
    expect(await knock('audit-verify', asked)).toEqual({
      status: 401,
      json: { error: expect.stringContaining('key') },
    })
  })

  test.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['via', '1.1 proxy'],
  ])('stays shut for what comes with %s, also with the key', async (name, value) => {
    const { status, json } = await knock('switch-set', { headers: { [name]: value } })
    expect({ status, json }).toEqual({
      status: 403,
      json: { error: expect.stringContaining('this machine') },
    })
  })

  test('knows nothing but its commands', async () => {
    expect((await knock('constructor')).status).toBe(404)
    expect((await knock('audit-verify/more')).status).toBe(404)
  })

  test.each([
    ['facts that nobody knows', '{"heads":"x"}'],
    ['facts of another type', '{"head":1}'],
    ['no facts', 'null'],
    ['broken JSON', '{"head":'],
  ])('answers %s in a sentence', async (_case, body) => {
    expect(await knock('audit-verify', { body })).toEqual({
      status: 400,
      json: { error: expect.any(String) },
    })
  })
})

/** What came of a first message, once its turn has ended. */
async function storyOf(
  question: string,
): Promise<{ readonly id: string; readonly story: readonly string[] }> {
  const talk = await startTalk(service().sandbox, question)
  const body = JSON.stringify({ conversation: talk.id })
  await until('the turn ends', async () =>
    JSON.stringify((await knock('audit-show', { body })).json).includes('"turn_ended"'),
  )
  return { id: talk.id, story: await talk.story() }
}

const QUESTION = 'How do I export all my data?'

// Processes of their own, one after the other: a busy machine may take its time.
const PATIENT = { timeout: 90_000 }

test(
  'a switch that another process throws stops the very next message, until it is lifted',
  PATIENT,
  async () => {
    const { command } = service()
    const off = await command('switch', 'off', '--who', 'maya')
    expect(off).toMatchObject({ code: 0, err: '' })
    expect(off.out).toMatch(/^Switch +everything: off, set by maya at 20/m)
    expect(off.out).toMatch(/^Pilot +100 % of all contacts; nothing is written for anybody else$/m)
    expect(off.out).toMatch(/^ +everything +off, by the switch \(file: auto\)$/m)
    expect((await storyOf(QUESTION)).story).toEqual(['contact source'])
    expect(await command('switch', 'auto', '--topic', 'nothing')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Unknown topic "nothing"'),
    })
    expect((await command('switch', 'auto')).out).toMatch(/^ +everything +auto$/m)
    expect((await storyOf(QUESTION)).story).toEqual(['contact source', 'bot comment'])
  },
)

// Not the contact of the other tests: whoever writes within the second in which they are forgotten is forgotten with it.
test(
  'forgets a contact, says that nothing is kept of one it never heard of, and asks for an id',
  PATIENT,
  async () => {
    const { command, sandbox } = service()
    const id = sandbox.contacts.at(-1)?.id ?? ''
    const talk = await startTalk(sandbox, { contact_id: id, body: QUESTION })
    await until('it is answered', async () => (await talk.replies()).length > 0)
    const [forgotten, nobody, wrong] = await Promise.all([
      command('forget', '--contact', id),
      command('forget', '--contact', 'nobody', '--json'),
      command('forget'),
    ])
    expect(forgotten).toMatchObject({ code: 0, err: '' })
    expect(forgotten.out).toMatch(/^What contact \S+ took part in is erased: \d+ conversations?\.$/m)
    expect(forgotten.out).toContain('The contact in Intercom itself is untouched.')
    expect(nobody).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(nobody.out)).toMatchObject({
      contact: 'nobody',
      conversations: 0,
      message: 'Nothing of contact nobody is kept.',
    })
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('--contact <id>') })
  },
)

test('goes on with what it started with when the settings file changes; readyz and the log say so', async () => {
  const { url, settingsFile, printed } = service()
  const before = readFileSync(settingsFile, 'utf8')
  writeFileSync(settingsFile, before.replace('auto', 'off'))
  const answer = await fetch(`${url}/readyz`)
  const told = { name: 'settings', ok: true, problem: 'firstline.yaml has changed; restart to use it' }
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ checks: expect.arrayContaining([told]) })
  expect((await storyOf(QUESTION)).story).toEqual(['contact source', 'bot comment'])
  await until('the log says so', () => printed().includes('settings file changed; restart to use it'))
  writeFileSync(settingsFile, before)
})

test(
  'answers the same beside a running service and without one; the door closes with the service',
  PATIENT,
  async () => {
    const { command, stop, folder, printed } = service()
    const { id } = await storyOf(QUESTION)
    const commands = [
      ['audit', 'verify', '--json', '--head', `1795567058499-${'0'.repeat(64)}`],
      ['audit', 'show', id],
      ['jobs', 'dead'],
      ['jobs', 'retry', 'nobody'],
    ]
    const beside = await Promise.all(commands.map((args) => command(...args)))
    await stop()
    expect([existsSync(`${folder}.key`), existsSync(`${folder}.lock`)]).toEqual([false, false])
    expect(printed()).toContain('Firstline has stopped.')
    expect(await command('audit', 'verify', '--head', 'x')).toMatchObject({
      code: 2,
      out: expect.stringContaining('head: malformed. A head is a time and a hash'),
    })
    for (const [index, args] of commands.entries()) expect(await command(...args)).toEqual(beside[index])
    expect(beside.map(({ code }) => code)).toEqual([1, 0, 0, 2])
    expect(JSON.parse(beside[0]?.out ?? '')).toMatchObject({ problems: [], head: 'rewritten', intact: false })
    expect(beside[2]?.out).toBe('No turn has used up its attempts.\n')
    expect(beside[3]?.err).toContain('"firstline jobs dead" lists them')
    expect(beside[1]?.out).toMatch(/^1 +\S+Z +conversation_read +\{/)
  },
)
