import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type InjectOptions,
  LogController,
} from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { createConsoleRoutes } from '../../src/console/console-routes.ts'
import { harden } from '../../src/console/harden.ts'
import { HTTP_OPTIONS } from '../../src/console/http-options.ts'
import type { ConsoleAccess } from '../../src/console/sign-in/console-access.ts'
import { aDatabase } from '../support/a-database.ts'
import { aLog } from '../support/a-log.ts'
import { plantSecrets } from '../support/overheard.ts'
import { REF } from '../support/builders.ts'
import { aSetup } from './a-setup.ts'

export const PASSWORD = 'correct horse bättery'
export const PUBLIC = 'https://bot.example.com'

/** What a browser far away sends by way of a proxy. */
export const FAR = { host: 'bot.example.com', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }
/** What a browser on this machine sends. */
export const HERE = { host: 'localhost:3000' }

type Opened = { readonly http: FastifyInstance; readonly lines: () => readonly string[] }

/** Consoles with a guard each, on one database. */
export function guardedConsoles() {
  const database = aDatabase()
  const opened: Opened[] = []
  afterAll(() => Promise.all(opened.map(({ http }) => http.close())))

  const open = (access: ConsoleAccess, publicUrl = PUBLIC): Opened => {
    const { log, lines } = aLog()
    if (access.kind === 'password') plantSecrets(access.password)
    if (access.kind === 'link') plantSecrets(access.token, access.key.current())
    const logger: FastifyBaseLogger = log
    const http = fastify({
      ...HTTP_OPTIONS,
      loggerInstance: logger,
      logController: new LogController({ disableRequestLogging: true }),
    })
    harden(http, publicUrl)
    const fileModes = { mode: 'auto', topics: [] } as const
    const appId = () => REF.appId
    const readSetup = async () => aSetup()
    http.register(createConsoleRoutes({ db: database.db(), appId, fileModes, readSetup, access, publicUrl }))
    opened.push({ http, lines })
    return { http, lines }
  }
  return { open, db: database.db }
}

/** A console that is opened before the first test of the file. */
export function aGuardedConsole(access: ConsoleAccess, publicUrl = PUBLIC) {
  const consoles = guardedConsoles()
  const set: { one?: Opened } = {}
  beforeAll(() => {
    set.one = consoles.open(access, publicUrl)
  })
  const one = () => {
    if (!set.one) throw new Error('The console is opened before the first test.')
    return set.one
  }
  return { ...consoles, lines: () => one().lines(), http: () => one().http, ask: askOf(() => one().http) }
}

/** Another server's cookie is none of ours, and one that is taken away is empty. */
const sessionIn = (cookie: string) => /^[\w-]+=([^;]+)/.exec(cookie)?.[1]

/** Asks, by way of a proxy unless told otherwise, and tells what a browser would look at. */
const askOf =
  (http: () => FastifyInstance) =>
  async (options: InjectOptions & { readonly url: string; readonly cookie?: string | undefined }) => {
    const { cookie, headers = FAR, ...rest } = options
    const answer = await http().inject({
      ...rest,
      headers: { ...headers, ...(cookie && { cookie }) },
    })
    const setCookie = [answer.headers['set-cookie'] ?? []].flat()
    plantSecrets(...setCookie.map(sessionIn))
    return {
      status: answer.statusCode,
      page: answer.body,
      location: answer.headers.location,
      setCookie,
      cookie: setCookie[0]?.split(';')[0],
      headers: answer.headers,
    }
  }
