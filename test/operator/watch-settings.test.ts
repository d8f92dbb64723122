import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.ts'
import { createReadSettingsState, settingsProblem } from '../../src/operator/read-settings-state.ts'
import { watchSettings } from '../../src/operator/watch-settings.ts'
import { aSettingsFile } from '../config/a-settings-file.ts'
import { aLog } from '../support/a-log.ts'
import { until } from '../support/a-talk.ts'

const CONNECTED = {
  INTERCOM_ACCESS_TOKEN: 'dG9rOnNlY3JldA==',
  INTERCOM_CLIENT_SECRET: '0f1e2d3c-client-secret',
}

type Start = {
  /** What stood in the file when the service started; absent: there was none. */
  readonly text?: string
  /** FIRSTLINE_SETTINGS names the file, so that it must exist. */
  readonly named?: boolean
  readonly env?: Readonly<Record<string, string>>
}

function aStart({ text, named = true, env = {} }: Start) {
  const file = aSettingsFile(text)
  // Without a name, an absent file means the defaults. So does the one in this repository, which is read then.
  const readConfig = () =>
    parseConfig({ ...env, FIRSTLINE_SETTINGS: named || existsSync(file) ? file : undefined })
  const config = { ...readConfig(), settingsFile: file }
  const readState = createReadSettingsState({ config, readConfig })
  const write = (now: string) => writeFileSync(file, now)
  const remove = () => rmSync(file, { recursive: true })
  return { file, readState, write, remove, problem: () => settingsProblem(readState(), config) }
}

test.each<[string, Start, string]>([
  ['nothing', { text: 'mode: shadow' }, 'mode: shadow'],
  ['a comment and the order', { text: 'mode: shadow\nemail: auto' }, '## why\nemail: auto\nmode: shadow\n'],
  ['a default that is now spelt out', { text: '' }, 'quiet_ms: 2500'],
  ['a file that appears and says the defaults', { named: false }, '# mode: auto'],
])('has nothing to tell when what changed is %s', (_case, start, now) => {
  const { write, problem } = aStart(start)
  write(now)
  expect(problem()).toBeUndefined()
})

test.each<[string, Start, string, string]>([
  ['a setting', { text: 'mode: shadow' }, 'mode: off', 'has changed; restart to use it'],
  ['a file that appears', { named: false }, 'mode: off', 'has changed; restart to use it'],
  ['a typing error', { text: 'mode: off' }, 'mod: off', 'Did you mean "mode"?'],
  ['half a file', { text: 'mode: off' }, 'topics: [', 'a restart would fail'],
  [
    'a mode that needs variables',
    { text: 'mode: off', env: CONNECTED },
    'mode: auto',
    'INTERCOM_BOT_ADMIN_ID',
  ],
])('tells of %s', (_case, start, now, told) => {
  const { file, write, problem } = aStart(start)
  expect(problem()).toBeUndefined()
  write(now)
  expect(problem()).toContain(file)
  expect(problem()).toContain(told)
})

test.each<[string, Start, string | undefined]>([
  ['that somebody named', { text: '' }, 'cannot be read (ENOENT); FIRSTLINE_SETTINGS names it'],
  [
    'that said more than the defaults',
    { text: 'mode: off', named: false },
    'a restart would use the defaults',
  ],
  ['that said the defaults', { text: '# mode: off', named: false }, undefined],
])('judges a file that is gone by what a restart would do: one %s', (_case, start, told) => {
  const { remove, problem } = aStart(start)
  remove()
  expect(problem()).toEqual(told === undefined ? undefined : expect.stringContaining(told))
})

test('tells of a file that cannot be read', () => {
  const { file, remove, problem } = aStart({ text: 'mode: off' })
  remove()
  mkdirSync(file)
  expect(problem()).toContain('a restart would fail: ')
  expect(problem()).toContain('cannot be read (EISDIR)')
})

test('does not read the configuration again while the file stays as it is', () => {
  let readings = 0
  const file = aSettingsFile('mode: off')
  const readConfig = () => {
    readings += 1
    return parseConfig({ FIRSTLINE_SETTINGS: file })
  }
  const readState = createReadSettingsState({ config: readConfig(), readConfig })
  for (let looks = 0; looks < 5; looks += 1) readState()
  expect(readings).toBe(2)
})

test('survives a failure that nobody foresaw', () => {
  const config = { settingsFile: aSettingsFile(''), settingsHash: 'x' }
  const readState = createReadSettingsState({
    config,
    readConfig: () => {
      throw new RangeError('too deep')
    },
  })
  expect(settingsProblem(readState(), config)).toContain('too deep')
})

/** A watch whose looks happen when the test says so. */
function aWatch(start: Start) {
  const { log, lines } = aLog('info')
  const started = aStart(start)
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  let looks = 0
  const readState = () => {
    looks += 1
    return started.readState()
  }
  void watchSettings({ readState, settingsFile: started.file, log, signal: stop.signal, everyMs: 1 })
  return {
    ...started,
    looked: async () => {
      const soFar = looks
      await until('the watch has looked again', () => looks > soFar + 3)
    },
    told: () => lines().map((line): Readonly<Record<string, unknown>> => JSON.parse(line)),
    stop: () => stop.abort(),
  }
}

test('says once what became of the file, at every change', async () => {
  const { file, write, remove, looked, told } = aWatch({ text: 'mode: off' })
  await looked()
  expect(told()).toEqual([])
  for (const change of [
    () => write('mode: shadow'),
    () => write('mod: shadow'),
    () => write('mode: off'),
    () => remove(),
  ]) {
    change()
    await looked()
    await looked()
  }
  expect(told().map(({ level, msg, file: of }) => [level, msg, of])).toEqual([
    [40, 'settings file changed; restart to use it', file],
    [40, 'settings file changed; a restart would fail', file],
    [30, 'settings file says again what is in use', file],
    [40, 'settings file changed; a restart would fail', file],
  ])
  expect(told()[1]).toMatchObject({ problems: [expect.stringContaining('Did you mean "mode"?')] })
})

test('says that a file nobody named is gone', async () => {
  const { remove, looked, told } = aWatch({ text: 'mode: off', named: false })
  remove()
  await looked()
  expect(told()).toMatchObject([{ msg: 'settings file is gone; a restart would use the defaults' }])
})

test('says nothing of a file that is empty only while it is being saved', async () => {
  const { log, lines } = aLog('info')
  const stop = new AbortController()
  const { file, write, readState } = aStart({ text: 'mode: off' })
  let looks = 0
  const between = () => {
    looks += 1
    if (looks === 3) write('')
    if (looks === 4) write('mode: off')
    if (looks === 8) stop.abort()
    return readState()
  }
  await watchSettings({ readState: between, settingsFile: file, log, signal: stop.signal, everyMs: 1 })
  expect(looks).toBe(8)
  expect(lines()).toEqual([])
})
