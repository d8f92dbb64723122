import { createHash } from 'node:crypto'
import type { AdminId, TeamId } from '../domain/ids.ts'
import { isLoopbackName } from '../domain/is-loopback-address.ts'
import { ConfigError } from './config-error.ts'
import { Environment } from './environment.ts'
import { generalMode } from './general-mode.ts'
import { nearestKey } from './nearest-key.ts'
import { readSettings } from './read-settings.ts'
import { Settings } from './settings.ts'

export type IntercomConfig = {
  readonly accessToken: string
  readonly clientSecret: string
  readonly baseUrl: string
  /** Where the workspace is said to live. Absent: nobody has said it, for `baseUrl` was set by hand. */
  readonly region?: Region
  readonly apiVersion: string
  /** Absent: the token's owner, from `GET /me`. */
  readonly botAdminId?: AdminId
  readonly handOffTeamId?: TeamId
}

/** A language model behind an OpenAI-compatible API. */
export type ModelConfig = {
  readonly apiKey: string
  /** Absent: OpenAI itself. */
  readonly baseUrl?: string
  /** The model that drafts. */
  readonly strong: string
  /** The model that understands, verifies and summarises. */
  readonly fast: string
  /** The model that turns texts into vectors. Absent: search by words alone. */
  readonly embedding?: string
}

/** Everything the process needs to know, parsed once and frozen. */
export type Config = {
  readonly databaseUrl: string
  readonly host: string
  readonly port: number
  readonly sandboxPort: number
  readonly publicUrl: string
  readonly logLevel: string
  readonly settingsFile: string
  readonly knowledgeFolder: string
  readonly settings: Settings
  /** sha256 of the settings as they are in force, kept with every turn. */
  readonly settingsHash: string
  /** Absent: the sandbox workspace is started and fills this in. */
  readonly intercom?: IntercomConfig
  /** Absent: extractive. */
  readonly model?: ModelConfig
  /** Absent: the console answers to this machine alone. */
  readonly consolePassword?: string
  /** Absent: metrics and the details of readiness are told to this machine alone. */
  readonly metricsToken?: string
}

type RawEnvironment = Readonly<Record<string, string | undefined>>

/** The API's address by region (OpenAPI 2.16, servers). */
export const REGION_URLS = {
  us: 'https://api.intercom.io',
  eu: 'https://api.eu.intercom.io',
  au: 'https://api.au.intercom.io',
} as const
export type Region = keyof typeof REGION_URLS

/** Parses environment and settings file. Throws one `ConfigError` that lists every problem; never names a value. */
export function parseConfig(env: RawEnvironment): Config {
  const { config, problems } = readConfig(env)
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/** What could be read of a configuration that may be wrong. */
export type ConfigReading = {
  /** Wrong values are left out of it, as if nobody had set them. */
  readonly config: Config
  readonly problems: readonly string[]
  /** The variables whose values were left out, and the settings file if it was. */
  readonly leftOut: readonly string[]
}

/** The same for a command that looks for mistakes: what is right can be looked at, whatever else is wrong. */
export function readConfig(env: RawEnvironment): ConfigReading {
  const environment = Environment.safeParse(env)
  const settingsFile = env['FIRSTLINE_SETTINGS'] || 'firstline.yaml'
  const reading = readSettings(settingsFile, { mustExist: Boolean(env['FIRSTLINE_SETTINGS']) })
  const problems = [
    ...(environment.success ? [] : environment.error.issues.map(environmentProblem)),
    ...unknownVariables(env),
    ...(reading.kind === 'problems' ? reading.problems : []),
    ...missing(env, reading.kind === 'settings' ? reading.settings : undefined),
    ...(environment.success && reading.kind === 'settings'
      ? unpriced(environment.data, reading.settings).map((problem) => `${settingsFile}: ${problem}`)
      : []),
  ]
  const wrong = environment.success ? [] : environment.error.issues.map(({ path }) => String(path[0]))
  const usable = environment.success ? environment.data : Environment.parse(without(env, wrong))
  const settings = reading.kind === 'settings' ? reading.settings : Settings.parse({})
  return {
    config: deepFreeze(assemble(usable, settings, settingsFile)),
    problems,
    leftOut: [...wrong, ...(reading.kind === 'settings' ? [] : [settingsFile])],
  }
}

const without = (env: RawEnvironment, names: readonly string[]): RawEnvironment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))

function assemble(env: Environment, settings: Settings, settingsFile: string): Config {
  const host = env.HOST ?? '127.0.0.1'
  const port = env.PORT ?? 3000
  const intercom = env.INTERCOM_ACCESS_TOKEN && intercomConfig(env, env.INTERCOM_ACCESS_TOKEN)
  const model = modelIn(env)
  return {
    databaseUrl: env.DATABASE_URL ?? 'pglite:.data/pglite',
    host,
    port,
    sandboxPort: env.SANDBOX_PORT ?? 3001,
    publicUrl: withoutSlash(env.PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`),
    logLevel: env.LOG_LEVEL ?? 'info',
    settingsFile,
    knowledgeFolder: env.FIRSTLINE_KNOWLEDGE ?? 'knowledge',
    settings,
    settingsHash: createHash('sha256').update(JSON.stringify(settings)).digest('hex'),
    ...(intercom && { intercom }),
    ...(model && { model }),
    ...(env.CONSOLE_PASSWORD && { consolePassword: env.CONSOLE_PASSWORD }),
    ...(env.METRICS_TOKEN && { metricsToken: env.METRICS_TOKEN }),
  }
}

/** A limit on spending that no call is ever counted against would only look like one. */
function unpriced(env: Environment, { limits, prices }: Settings): readonly string[] {
  const model = limits.model_spend_per_day !== undefined && modelIn(env)
  if (!model) return []
  return [...new Set([model.strong, model.fast, ...(model.embedding ? [model.embedding] : [])])]
    .filter((name) => !Object.hasOwn(prices, name))
    .map((name) => `limits.model_spend_per_day: needs the price of ${name} under prices`)
}

const modelIn = (env: Environment): ModelConfig | undefined =>
  env.OPENAI_API_KEY || env.OPENAI_BASE_URL ? modelConfig(env) : undefined

/** Servers of one's own often want no key; the client wants one all the same. */
function modelConfig(env: Environment): ModelConfig {
  const embedding = env.OPENAI_EMBEDDING_MODEL ?? (env.OPENAI_BASE_URL ? NO_EMBEDDING : DEFAULT_EMBEDDING)
  return {
    apiKey: env.OPENAI_API_KEY ?? 'no-key',
    ...(env.OPENAI_BASE_URL && { baseUrl: withoutSlash(env.OPENAI_BASE_URL) }),
    strong: env.OPENAI_MODEL ?? 'gpt-5',
    fast: env.OPENAI_FAST_MODEL ?? env.OPENAI_MODEL ?? 'gpt-5-mini',
    ...(embedding !== NO_EMBEDDING && { embedding }),
  }
}

/** A server of one's own may know no such model: there it has to be named (CONTRACT, "Environment"). */
const NO_EMBEDDING = 'none'
const DEFAULT_EMBEDDING = 'text-embedding-3-small'

const intercomConfig = (env: Environment, accessToken: string): IntercomConfig => ({
  accessToken,
  clientSecret: env.INTERCOM_CLIENT_SECRET ?? '',
  baseUrl: withoutSlash(env.INTERCOM_BASE_URL ?? REGION_URLS[env.INTERCOM_REGION ?? 'us']),
  ...((env.INTERCOM_REGION || !env.INTERCOM_BASE_URL) && { region: env.INTERCOM_REGION ?? 'us' }),
  apiVersion: env.INTERCOM_API_VERSION ?? '2.16',
  ...(env.INTERCOM_BOT_ADMIN_ID && { botAdminId: env.INTERCOM_BOT_ADMIN_ID }),
  ...(env.INTERCOM_HANDOFF_TEAM_ID && { handOffTeamId: env.INTERCOM_HANDOFF_TEAM_ID }),
})

/** Paths are put behind it. */
const withoutSlash = (url: string) => url.replace(/\/+$/, '')

const environmentProblem = (issue: { readonly path: readonly PropertyKey[]; readonly message: string }) =>
  `${issue.path.join('.')}: ${issue.message}`

/** A mistyped INTERCOM_... or FIRSTLINE_... would otherwise be ignored without a word. */
function unknownVariables(env: RawEnvironment): readonly string[] {
  const known = Object.keys(Environment.shape)
  return Object.keys(env)
    .filter((name) => env[name] && /^(INTERCOM|FIRSTLINE)_/.test(name) && !known.includes(name))
    .flatMap((name) => {
      const nearest = nearestKey(name, known)
      return nearest ? [`${name}: unknown variable. Did you mean ${nearest}?`] : []
    })
}

/** What one value makes necessary elsewhere; judged also when another value is wrong, so that one start tells all. */
function missing(env: RawEnvironment, settings: Settings | undefined): readonly string[] {
  const { INTERCOM_ACCESS_TOKEN: token, HOST: host } = env
  const required = [
    ...(token ? [REQUIRED_WITH_TOKEN] : []),
    ...(token && settings && mayAnswer(settings, token) ? REQUIRED_FOR_AUTO : []),
    ...(host && !isLoopbackName(host) ? [REQUIRED_BEYOND_LOOPBACK] : []),
  ]
  return required.filter(([name]) => !env[name]).map(([name, why]) => `${name}: required ${why}`)
}

const REQUIRED_WITH_TOKEN = [
  'INTERCOM_CLIENT_SECRET',
  'with INTERCOM_ACCESS_TOKEN: it signs the webhooks (Developer Hub, Basic Information), for example 0f1e2d3c-...',
] as const
const REQUIRED_BEYOND_LOOPBACK = [
  'CONSOLE_PASSWORD',
  'when HOST is not this machine itself (127.0.0.1, ::1 or localhost): others can then reach the console. Make one with "openssl rand -base64 24"',
] as const
const REQUIRED_FOR_AUTO = [
  ['INTERCOM_BOT_ADMIN_ID', 'for mode auto: the id of a teammate kept for the bot, for example 814860'],
  ['INTERCOM_HANDOFF_TEAM_ID', 'for mode auto: the team that gets hand-offs, for example 5017690'],
] as const

/** A topic's mode replaces `mode`, so one topic in auto is enough. A sandbox workspace is in auto unless told otherwise. */
const mayAnswer = ({ mode, topics }: Settings, token: string) =>
  generalMode({ mode, token }) === 'auto' || topics.some((topic) => topic.mode === 'auto')

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}
