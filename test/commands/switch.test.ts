import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { switchCommand } from '../../src/commands/switch.ts'
import type { Mode } from '../../src/domain/mode.ts'
import { AdminId, AppId } from '../../src/domain/ids.ts'
import { switchSet, switchShow } from '../../src/operator/switch-operations.ts'
import { watchSwitches } from '../../src/operator/watch-switches.ts'
import { withOperator } from '../../src/operator/with-operator.ts'
import { modeSwitch } from '../../src/store/schema/conversations.ts'
import { knowWorkspace } from '../../src/store/workspaces.ts'
import { aDatabase, newLastingDatabase, type TestDatabase } from '../support/a-database.ts'
import { aLog } from '../support/a-log.ts'
import { testServer } from '../support/test-server.ts'
import { ASK_EXPORT, ASK_PASSWORD } from '../support/a-mind.ts'
import { aStage, type StageOptions, stageConfig } from '../support/a-stage.ts'
import { until } from '../support/a-talk.ts'

const lasting: { database?: TestDatabase } = {}
beforeAll(async () => {
  lasting.database = await newLastingDatabase()
})
afterAll(() => lasting.database?.drop())

const { log, lines } = aLog('info')
const options = {
  settings: {
    mode: 'auto',
    topics: [
      { name: 'data', mode: 'auto' },
      { name: 'account', mode: 'suggest' },
    ],
  },
} as const satisfies StageOptions
const inUse = () => ({ ...options, databaseUrl: lasting.database?.url ?? '' })
const stage = aStage(() => ({ ...inUse(), log }))

afterEach(() => stage().app.store.db.delete(modeSwitch))

/** As a command: a folder is held, so the service is asked through its door; a server is opened beside it. */
const throwSwitch = (mode: Mode, topic = '*') =>
  withOperator(stageConfig(inUse()), switchSet, { mode, topic, who: 'maya' })

async function storyOf(question: string): Promise<readonly string[]> {
  const talk = await stage().start(question)
  await stage().rest(talk)
  return talk.story()
}

test('two topics have different modes side by side', async () => {
  expect(await Promise.all([storyOf(ASK_EXPORT), storyOf(ASK_PASSWORD)])).toEqual([
    ['contact source', 'bot comment'],
    ['contact source', 'bot note'],
  ])
})

test('a switch for everything acts on every topic, until it is lifted', async () => {
  await throwSwitch('off')
  expect(await Promise.all([storyOf(ASK_EXPORT), storyOf(ASK_PASSWORD)])).toEqual([
    ['contact source'],
    ['contact source'],
  ])
  await throwSwitch('auto')
  expect(await Promise.all([storyOf(ASK_EXPORT), storyOf(ASK_PASSWORD)])).toEqual([
    ['contact source', 'bot comment'],
    ['contact source', 'bot note'],
  ])
})

test('a switch for one topic leaves the others alone', async () => {
  const { effective } = await throwSwitch('shadow', 'account')
  expect(effective).toEqual([
    { topic: '*', fileMode: 'auto', mode: 'auto' },
    { topic: 'data', fileMode: 'auto', mode: 'auto' },
    { topic: 'account', fileMode: 'suggest', mode: 'shadow' },
    { topic: 'other', fileMode: 'auto', mode: 'auto' },
  ])
  expect(await Promise.all([storyOf(ASK_EXPORT), storyOf(ASK_PASSWORD)])).toEqual([
    ['contact source', 'bot comment'],
    ['contact source'],
  ])
})

test('a switch makes nothing bolder than the file', async () => {
  await throwSwitch('auto', 'account')
  const { effective, switches } = await throwSwitch('auto')
  expect(effective).toContainEqual({ topic: 'account', fileMode: 'suggest', mode: 'suggest' })
  expect(switches.map(({ topic, mode, who }) => [topic, mode, who])).toEqual([
    ['*', 'auto', 'maya'],
    ['account', 'auto', 'maya'],
  ])
})

test('what is shown is what was set', async () => {
  const set = await throwSwitch('suggest')
  expect(await withOperator(stageConfig(inUse()), switchShow, {})).toEqual(set)
  expect(set.workspace.appId).toBe(stage().sandbox.appId)
  expect(set.file).toEqual({ mode: 'auto', topics: options.settings.topics })
})

test('a topic that is not in the settings is refused, with those that are', async () => {
  await expect(throwSwitch('off', 'acount')).rejects.toThrow(
    'Unknown topic "acount". Known are: data, account, other.',
  )
  expect((await withOperator(stageConfig(inUse()), switchShow, {})).switches).toEqual([])
})

test('a switch is told on the first page of the console, while it makes a difference', async () => {
  const page = async () => (await fetch(`${stage().app.url}/console`)).text()
  await withOperator(stageConfig(inUse()), switchSet, { mode: 'off', topic: 'data', who: 'maya <i>' })
  expect(await page()).toContain('Switched to <b>off</b> for the topic data by maya')
  expect(await page()).not.toContain('maya <i>')
  await throwSwitch('auto', 'data')
  await throwSwitch('suggest', 'account')
  expect(await page()).not.toContain('Switched to')
})

describe('a switch needs a workspace', () => {
  const empty = aDatabase()
  const show = (token?: string) => {
    const secrets = { clientSecret: 's', baseUrl: 'http://127.0.0.1:9', apiVersion: '2.16' }
    const config = { ...stageConfig(inUse()), ...(token && { intercom: { accessToken: token, ...secrets } }) }
    return switchShow.run({ db: empty.db(), config, log }, {})
  }

  test('that this database knows', async () => {
    await expect(show()).rejects.toThrow('No workspace is known in this database yet')
  })

  test('and the one that the token opens, not another', async () => {
    await knowWorkspace(empty.db(), 'sandbox-1', {
      appId: AppId.parse('app1'),
      adminId: AdminId.parse('1'),
    })
    expect(await show()).toMatchObject({ workspace: { appId: 'app1' }, file: { mode: 'auto' } })
    await expect(show('dG9rOg')).rejects.toThrow('does not know the workspace of INTERCOM_ACCESS_TOKEN yet')
  })
})

describe('the log', () => {
  // On a server the command throws it itself, and tells it in its own log.
  test.skipIf(testServer())('tells who has thrown a switch through the door', async () => {
    await throwSwitch('off', 'data')
    expect(lines().join('')).toContain('"topic":"data","mode":"off","who":"maya","msg":"switch set"')
  })

  test('tells at the start what is in force', () => {
    expect(lines().join('')).toMatch(/"switches":\[\],.*"msg":"modes in force"/)
  })

  test('tells of a change once, whoever made it', async () => {
    const own = aLog('info')
    const stop = new AbortController()
    const { app, sandbox } = stage()
    const watching = watchSwitches({
      db: app.store.db,
      appId: AppId.parse(sandbox.appId),
      fileModes: options.settings,
      log: own.log,
      signal: stop.signal,
      everyMs: 5,
    })
    await until('the start is told', () => own.lines().length === 1)
    await throwSwitch('off')
    await until('the change is told', () => own.lines().length === 2)
    await throwSwitch('auto', 'data')
    await until('the next change is told', () => own.lines().length === 3)
    stop.abort()
    await watching
    expect(own.lines()[1]).toContain('{"topic":"data","fileMode":"auto","mode":"off"}')
  })
})

test.each([
  [['--topic', 'data'], '--topic needs a mode'],
  [['off', '--show'], 'not both'],
])('%j is wrong use', async (args, why) => {
  await expect(switchCommand().parseAsync(args, { from: 'user' })).rejects.toThrow(why)
})
