import { expect, test } from 'vitest'
import { ConfigError } from '../../src/config/config-error.ts'
import { parseConfig, readConfig } from '../../src/config/parse-config.ts'
import { aSettingsFile } from './a-settings-file.ts'
import { problemsOf } from './problems-of.ts'

const TOKEN = 'dG9rOnNlY3JldA=='
const SECRET = '0f1e2d3c-client-secret'
const CONNECTED = { INTERCOM_ACCESS_TOKEN: TOKEN, INTERCOM_CLIENT_SECRET: SECRET }
const AUTO = { INTERCOM_BOT_ADMIN_ID: '814860', INTERCOM_HANDOFF_TEAM_ID: '5017690' }

const MODEL = [
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'OPENAI_FAST_MODEL',
  'OPENAI_EMBEDDING_MODEL',
]

const settings = (text: string) => ({ FIRSTLINE_SETTINGS: aSettingsFile(text) })

test('starts without any variable: embedded database, loopback, no workspace', () => {
  expect(parseConfig({})).toMatchObject({
    databaseUrl: 'pglite:.data/pglite',
    host: '127.0.0.1',
    port: 3000,
    sandboxPort: 3001,
    publicUrl: 'http://127.0.0.1:3000',
    logLevel: 'info',
    settingsFile: 'firstline.yaml',
    knowledgeFolder: 'knowledge',
  })
  expect(parseConfig({})).not.toHaveProperty('intercom')
  expect(parseConfig({})).not.toHaveProperty('model')
})

test('takes a variable that was exported empty for one that was not set', () => {
  const empty = [
    'DATABASE_URL',
    'HOST',
    'CONSOLE_PASSWORD',
    'METRICS_TOKEN',
    'PORT',
    'PUBLIC_URL',
    'LOG_LEVEL',
    'FIRSTLINE_SETTINGS',
  ]
  const env = Object.fromEntries(
    [...empty, ...Object.keys(CONNECTED), ...Object.keys(AUTO), ...MODEL].map((n) => [n, '']),
  )
  expect(parseConfig({ ...env, FIRSTLINE_SETINGS: '' })).toEqual(parseConfig({}))
})

test.each([
  ['DATABASE_URL', 'mysql://u:hunter2pass@db/x', 'pglite:<folder> or postgres://'],
  ['DATABASE_URL', 'pglite:', 'pglite:<folder>'],
  ['DATABASE_URL', '/var/lib/firstline', 'pglite:<folder>'],
  ['DATABASE_URL', 'postgres://u:hunter2pass/x@db/x', 'percent-encoded'],
  ['DATABASE_URL', 'postgres://u:hunter2pass#x@db/x', 'percent-encoded'],
  ['DATABASE_URL', 'postgres://u:hunter2pass%@db/x', 'percent-encoded'],
  [
    'DATABASE_URL',
    'postgres://u:hunter2pass@db:port/x',
    'postgres://<user>:<password>@<host>:<port>/<database>',
  ],
  ['HOST', 'local host', 'host name or address'],
  ['HOST', 'http://127.0.0.1', 'host name or address'],
  ['PORT', 'three', 'port number'],
  ['PORT', '-1', 'port number'],
  ['PORT', '65536', 'port number'],
  ['PORT', '3000.5', 'port number'],
  ['PORT', '1e3', 'port number'],
  ['PORT', ' ', 'port number'],
  ['SANDBOX_PORT', '0x50', 'port number'],
  ['PUBLIC_URL', 'support.example.com', 'http(s) address'],
  ['PUBLIC_URL', 'ftp://support.example.com', 'http(s) address'],
  ['LOG_LEVEL', 'verbose', 'debug'],
  ['INTERCOM_ACCESS_TOKEN', 'short77', 'access token'],
  ['INTERCOM_ACCESS_TOKEN', 'dG9rOnNlY3JldA==\n', 'access token'],
  ['INTERCOM_CLIENT_SECRET', 'tiny42', 'client secret'],
  ['INTERCOM_CLIENT_SECRET', 'with a blank in it', 'client secret'],
  ['INTERCOM_REGION', 'EU', 'us, eu or au'],
  ['INTERCOM_BASE_URL', 'api.intercom.io', 'http(s) address'],
  ['INTERCOM_API_VERSION', 'v2.16', 'API version'],
  ['INTERCOM_API_VERSION', '2', 'API version'],
  ['INTERCOM_BOT_ADMIN_ID', 'the bot', 'an id'],
  ['INTERCOM_HANDOFF_TEAM_ID', 'équipe', 'an id'],
  ['OPENAI_API_KEY', 'sk-no7', 'an API key'],
  ['OPENAI_API_KEY', 'sk-with a blank in it', 'an API key'],
  ['OPENAI_BASE_URL', '127.0.0.1:11434/v1', 'http(s) address'],
  ['OPENAI_BASE_URL', 'file:///etc/passwd', 'http(s) address'],
  ['OPENAI_MODEL', 'gpt 5', 'name of a model'],
  ['OPENAI_FAST_MODEL', 'x'.repeat(201), 'name of a model'],
  ['CONSOLE_PASSWORD', 'elevenchars', '12 to 200 characters'],
  ['CONSOLE_PASSWORD', 'two lines\nof a passphrase', '12 to 200 characters'],
  ['CONSOLE_PASSWORD', 'p'.repeat(201), '12 to 200 characters'],
  ['METRICS_TOKEN', 'elevenchars', 'without blanks'],
  ['METRICS_TOKEN', 'a token with blanks', 'without blanks'],
])('refuses %s=%j: names it, what was expected and an example, never the value', (name, value, expected) => {
  const problems = problemsOf({ [name]: value })
  const own = problems.filter((problem) => problem.startsWith(`${name}: expected `))
  expect(own).toHaveLength(1)
  expect(own[0]).toContain(expected)
  expect(own[0]).toMatch(/for example \S+$/)
  for (const secret of [
    'hunter2pass',
    'short77',
    'dG9rOnNlY3JldA',
    'tiny42',
    'with a blank',
    'équipe',
    'sk-no7',
    'passwd',
    'elevenchars',
    'passphrase',
    'pppp',
    'a token with',
  ]) {
    expect(problems.join('\n')).not.toContain(secret)
  }
})

test.each([
  ['DATABASE_URL', 'pglite:memory://', { databaseUrl: 'pglite:memory://' }],
  ['DATABASE_URL', 'postgres://u:p@db:5432/x', { databaseUrl: 'postgres://u:p@db:5432/x' }],
  ['DATABASE_URL', 'postgresql://db/x', { databaseUrl: 'postgresql://db/x' }],
  ['DATABASE_URL', 'postgres:///x?host=/run/pg', { databaseUrl: 'postgres:///x?host=/run/pg' }],
  ['HOST', '::1', { host: '::1', publicUrl: 'http://[::1]:3000' }],
  ['HOST', 'LOCALHOST', { host: 'LOCALHOST' }],
  ['CONSOLE_PASSWORD', 'eine Passphrase für alle', { consolePassword: 'eine Passphrase für alle' }],
  ['METRICS_TOKEN', 'twelve-chars', { metricsToken: 'twelve-chars' }],
  ['PORT', '0', { port: 0 }],
  ['PORT', '65535', { port: 65_535, publicUrl: 'http://127.0.0.1:65535' }],
  ['SANDBOX_PORT', '4001', { sandboxPort: 4001 }],
  ['PUBLIC_URL', 'https://bot.example.com/', { publicUrl: 'https://bot.example.com' }],
  ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
  ['FIRSTLINE_KNOWLEDGE', '/srv/articles', { knowledgeFolder: '/srv/articles' }],
])('accepts %s=%s', (name, value, expected) => {
  expect(parseConfig({ [name]: value })).toMatchObject(expected)
})

test.each([
  [{}, 'https://api.intercom.io', 'us', '2.16'],
  [{ INTERCOM_REGION: 'us' }, 'https://api.intercom.io', 'us', '2.16'],
  [{ INTERCOM_REGION: 'eu' }, 'https://api.eu.intercom.io', 'eu', '2.16'],
  [{ INTERCOM_REGION: 'au' }, 'https://api.au.intercom.io', 'au', '2.16'],
  [
    { INTERCOM_REGION: 'eu', INTERCOM_BASE_URL: 'http://127.0.0.1:3001/' },
    'http://127.0.0.1:3001',
    'eu',
    '2.16',
  ],
  [{ INTERCOM_API_VERSION: '2.17' }, 'https://api.intercom.io', 'us', '2.17'],
  [{ INTERCOM_API_VERSION: 'Preview' }, 'https://api.intercom.io', 'us', 'Preview'],
])('reaches Intercom as %j says', (more, baseUrl, region, apiVersion) => {
  expect(parseConfig({ ...CONNECTED, ...more }).intercom).toEqual({
    accessToken: TOKEN,
    clientSecret: SECRET,
    baseUrl,
    region,
    apiVersion,
  })
})

test('says of no region where the address was set by hand', () => {
  const { intercom } = parseConfig({ ...CONNECTED, INTERCOM_BASE_URL: 'http://127.0.0.1:3001' })
  expect(intercom).not.toHaveProperty('region')
})

test('keeps the ids of the bot and of the hand-off team', () => {
  expect(parseConfig({ ...CONNECTED, ...AUTO }).intercom).toMatchObject({
    botAdminId: '814860',
    handOffTeamId: '5017690',
  })
})

const KEY = 'sk-0123456789'
const EMBEDDING = 'text-embedding-3-small'
test.each([
  [{ OPENAI_API_KEY: KEY }, { apiKey: KEY, strong: 'gpt-5', fast: 'gpt-5-mini', embedding: EMBEDDING }],
  [
    { OPENAI_API_KEY: KEY, OPENAI_MODEL: 'a' },
    { apiKey: KEY, strong: 'a', fast: 'a', embedding: EMBEDDING },
  ],
  [
    { OPENAI_API_KEY: KEY, OPENAI_FAST_MODEL: 'b' },
    { apiKey: KEY, strong: 'gpt-5', fast: 'b', embedding: EMBEDDING },
  ],
  [
    { OPENAI_API_KEY: KEY, OPENAI_MODEL: 'a', OPENAI_FAST_MODEL: 'b', OPENAI_EMBEDDING_MODEL: 'c' },
    { apiKey: KEY, strong: 'a', fast: 'b', embedding: 'c' },
  ],
  [
    { OPENAI_API_KEY: KEY, OPENAI_MODEL: 'a', OPENAI_EMBEDDING_MODEL: 'none' },
    { apiKey: KEY, strong: 'a', fast: 'a' },
  ],
  [
    { OPENAI_BASE_URL: 'http://m/v1', OPENAI_MODEL: 'a', OPENAI_EMBEDDING_MODEL: 'c' },
    { apiKey: 'no-key', baseUrl: 'http://m/v1', strong: 'a', fast: 'a', embedding: 'c' },
  ],
  [
    { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1/', OPENAI_MODEL: 'llama3.1:8b' },
    { apiKey: 'no-key', baseUrl: 'http://127.0.0.1:11434/v1', strong: 'llama3.1:8b', fast: 'llama3.1:8b' },
  ],
])('reaches a model as %j says', (env, model) => {
  expect(parseConfig(env).model).toEqual(model)
})

test('knows no model by its name alone', () => {
  expect(parseConfig({ OPENAI_MODEL: 'gpt-5', OPENAI_FAST_MODEL: 'x' })).not.toHaveProperty('model')
})

test.each([
  ['no model', {}, 'limits: {model_spend_per_day: 5}', []],
  ['no limit', { OPENAI_API_KEY: KEY }, '', []],
  [
    'a limit and no prices',
    { OPENAI_API_KEY: KEY },
    'limits: {model_spend_per_day: 5}',
    ['gpt-5', 'gpt-5-mini', EMBEDDING],
  ],
  [
    'a limit and one price',
    { OPENAI_API_KEY: KEY },
    'limits: {model_spend_per_day: 5}\nprices: {gpt-5: {input: 1, output: 1}}',
    ['gpt-5-mini', EMBEDDING],
  ],
  [
    'a limit and the price of the only model',
    { OPENAI_API_KEY: KEY, OPENAI_MODEL: 'a', OPENAI_EMBEDDING_MODEL: 'none' },
    'limits: {model_spend_per_day: 5}\nprices: {a: {input: 0, output: 0}}',
    [],
  ],
])('refuses a spend limit that could never be reached: %s', (_case, env, yaml, models) => {
  const problems = problemsOf({ ...env, ...settings(yaml) })
  expect(problems.map((problem) => problem.replace(/^.*: /, ''))).toEqual(
    models.map((name) => `needs the price of ${name} under prices`),
  )
})

test('tells every problem at once: values, names, settings, and what is missing because of them', () => {
  const problems = problemsOf({
    PORT: 'three',
    LOG_LEVEL: 'loud',
    INTERCOM_ACCESS_TOKEN: TOKEN,
    INTERCOM_REGOIN: 'eu',
    ...settings('mode: auto\nquiet_ms: soon\n'),
  })
  const about = problems.map((problem) => problem.split(':')[0]?.replace(/.*(line \d+)/, '$1'))
  expect(about).toEqual(['PORT', 'LOG_LEVEL', 'INTERCOM_REGOIN', 'line 2', 'INTERCOM_CLIENT_SECRET'])
})

test.each(['0.0.0.0', '::', '10.0.0.7', 'support-1.internal', '128.0.0.1'])(
  'listens on %s only with a password for the console, and says so among the other problems',
  (HOST) => {
    const problems = problemsOf({ HOST, PORT: 'three' })
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['PORT', 'CONSOLE_PASSWORD'])
    expect(problems[1]).toContain('required when HOST is not this machine itself')
    expect(parseConfig({ HOST, CONSOLE_PASSWORD: 'correct horse battery' }).host).toBe(HOST)
  },
)

test('throws one error that lists the problems, one to a line', () => {
  const error = new ConfigError(['PORT: expected a port number', 'HOST: expected a host name'])
  expect(error.message.split('\n')).toEqual([
    'Firstline cannot start: 2 problem(s) in its configuration.',
    '  - PORT: expected a port number',
    '  - HOST: expected a host name',
  ])
})

test.each([
  ['INTERCOM_ACESS_TOKEN', 'INTERCOM_ACCESS_TOKEN'],
  ['INTERCOM_CLIENT_SECRETS', 'INTERCOM_CLIENT_SECRET'],
  ['INTERCOM_REGIO', 'INTERCOM_REGION'],
  ['INTERCOM_HANDOF_TEAM_ID', 'INTERCOM_HANDOFF_TEAM_ID'],
  ['FIRSTLINE_SETTING', 'FIRSTLINE_SETTINGS'],
  ['FIRSTLINE_KNOWLEGE', 'FIRSTLINE_KNOWLEDGE'],
])('takes %s for a mistyped %s', (typed, meant) => {
  expect(problemsOf({ [typed]: 'hunter2hunter2' })).toEqual([
    `${typed}: unknown variable. Did you mean ${meant}?`,
  ])
})

// Kubernetes sets FIRSTLINE_PORT and the like for a service of that name; other tools have INTERCOM_ variables too.
test.each([
  'FIRSTLINE_PORT',
  'FIRSTLINE_SERVICE_HOST',
  'INTERCOM_APP_ID',
  'INTERCOM_CLIENT_ID',
  'PROT',
  'PATH',
])('leaves the foreign variable %s alone', (name) => {
  expect(problemsOf({ [name]: 'anything' })).toEqual([])
})

test.each([
  ['a token alone', { INTERCOM_ACCESS_TOKEN: TOKEN }, '', ['INTERCOM_CLIENT_SECRET']],
  ['a token and its secret', CONNECTED, '', []],
  ['mode suggest', CONNECTED, 'mode: suggest', []],
  ['mode auto', CONNECTED, 'mode: auto', ['INTERCOM_BOT_ADMIN_ID', 'INTERCOM_HANDOFF_TEAM_ID']],
  [
    'mode auto with the bot',
    { ...CONNECTED, INTERCOM_BOT_ADMIN_ID: '1' },
    'mode: auto',
    ['INTERCOM_HANDOFF_TEAM_ID'],
  ],
  [
    'mode auto with the team',
    { ...CONNECTED, INTERCOM_HANDOFF_TEAM_ID: '7' },
    'mode: auto',
    ['INTERCOM_BOT_ADMIN_ID'],
  ],
  ['mode auto with both', { ...CONNECTED, ...AUTO }, 'mode: auto', []],
  [
    'one topic in auto',
    CONNECTED,
    'mode: off\ntopics: [{name: billing, mode: auto}]',
    ['INTERCOM_BOT_ADMIN_ID', 'INTERCOM_HANDOFF_TEAM_ID'],
  ],
  ['one topic in suggest', CONNECTED, 'topics: [{name: billing, mode: suggest}]', []],
  ['mode auto without a token', {}, 'mode: auto', []],
  [
    'a sandbox token, which means auto',
    { ...CONNECTED, INTERCOM_ACCESS_TOKEN: 'sandbox-0123456789' },
    '',
    ['INTERCOM_BOT_ADMIN_ID', 'INTERCOM_HANDOFF_TEAM_ID'],
  ],
  [
    'a sandbox token in suggest',
    { ...CONNECTED, INTERCOM_ACCESS_TOKEN: 'sandbox-0123456789' },
    'mode: suggest',
    [],
  ],
])('knows what %s makes necessary', (_case, env, yaml, missing) => {
  const problems = problemsOf({ ...env, ...settings(yaml) })
  expect(problems.map((problem) => problem.split(':')[0])).toEqual(missing)
  for (const problem of problems) expect(problem).toMatch(/: required .*for example \S+$/)
})

test('freezes the configuration to its last leaf', () => {
  const config = parseConfig({
    ...CONNECTED,
    ...settings('topics: [{name: billing}]\nanswers: {admins: [1]}\n'),
  })
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(isFrozen))
  expect(isFrozen(config)).toBe(true)
  expect(() => Object.assign(config.settings.answers, { unassigned: false })).toThrow(TypeError)
})

test('hashes the settings in force: by what they say, not by how they are written', () => {
  const hash = (text: string) => parseConfig(settings(text)).settingsHash
  expect(hash('quiet_ms: 2500\n')).toBe(hash('# nothing but the defaults\n'))
  expect(hash('quiet_ms: 2501\n')).not.toBe(hash(''))
  expect(hash('email: auto\nquiet_ms: 1\n')).toBe(hash('quiet_ms: 1\nemail: auto\n'))
  expect(hash('')).toMatch(/^[0-9a-f]{64}$/)
})

test('reads what is right beside what is wrong, and names what it left out', () => {
  const wrong = { PORT: 'three', INTERCOM_REGION: 'moon', HOST: '::1', ...CONNECTED }
  const { config, problems, leftOut } = readConfig({ ...wrong, ...settings('mood: auto') })
  expect(leftOut).toEqual(['PORT', 'INTERCOM_REGION', config.settingsFile])
  expect(problems).toHaveLength(3)
  expect(config).toMatchObject({ port: 3000, host: '::1', intercom: { accessToken: TOKEN } })
  expect(config.settings.mode).toBeUndefined()
})
