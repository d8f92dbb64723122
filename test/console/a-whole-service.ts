import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConsoleAccess } from '../../src/console/sign-in/console-access.ts'
import { createHttp } from '../../src/composition/create-http.ts'
import { createDoor } from '../../src/operator/create-door.ts'
import type { Store } from '../../src/store/open-store.ts'
import { createMetrics } from '../../src/telemetry/create-metrics.ts'
import { aLog } from '../support/a-log.ts'
import { stageConfig } from '../support/a-stage.ts'
import { plantSecrets } from '../support/overheard.ts'
import { aSetup } from './a-setup.ts'

export const SECRETS = {
  clientSecret: 'the-client-secret',
  consolePassword: 'correct horse battery',
  metricsToken: 'a-token-for-metrics',
} as const

/** Who may see the console (docs/decisions/0024): each has routes of its own. */
const ACCESS = {
  password: { password: SECRETS.consolePassword, accessToken: 'dG9rOmEtcmVhbC1vbmU=' },
  link: { password: undefined, accessToken: 'dG9rOmEtcmVhbC1vbmU=' },
  open: { password: undefined, accessToken: 'sandbox-token' },
} as const
export type AccessKind = keyof typeof ACCESS

/** A method and a path with its parameters filled in. */
export type Route = { readonly method: 'GET' | 'HEAD' | 'POST'; readonly path: string; readonly url: string }

/** Every route of the service as it is composed, in a database that holds nothing; not yet connected to a workspace. */
export async function aWholeService(store: Store, kind: AccessKind) {
  const { log } = aLog()
  plantSecrets(...Object.values(SECRETS), ACCESS[kind].accessToken)
  const around = mkdtempSync(join(tmpdir(), 'firstline-doors-'))
  const folder = join(around, 'pglite')
  const config = stageConfig({ databaseUrl: `pglite:${folder}` })
  const door = createDoor({ db: store.db, config, log })
  const http = createHttp({
    access: createConsoleAccess(ACCESS[kind]),
    publicUrl: 'https://bot.example.com',
    store,
    log,
    intercom: {
      accessToken: ACCESS[kind].accessToken,
      clientSecret: SECRETS.clientSecret,
      baseUrl: 'http://127.0.0.1:9',
      apiVersion: '2.16',
    },
    intercomAccess: { problem: () => undefined, warning: () => undefined },
    knowledge: { check: async () => undefined, warning: async () => undefined },
    answering: () => undefined,
    fileModes: { mode: 'auto', topics: [] },
    door,
    metrics: createMetrics(),
    metricsToken: SECRETS.metricsToken,
    readBacklog: async () => undefined,
    readSetup: async () => aSetup(),
    hear: () => {},
  })
  const routes: Route[] = []
  http.addHook('onRoute', ({ method, path }) => {
    for (const one of [method].flat()) routes.push({ method: methodOf(one), path, url: filledIn(path) })
  })
  const url = await http.listen({ host: '127.0.0.1', port: 0 })
  door?.open(url)
  const { key }: { key: string } = JSON.parse(readFileSync(`${folder}.key`, 'utf8'))
  plantSecrets(key)
  const close = async () => {
    door?.close()
    await http.close()
    rmSync(around, { recursive: true, force: true })
  }
  return { http, url, routes, operatorKey: key, close }
}
export type WholeService = Awaited<ReturnType<typeof aWholeService>>

const METHODS = ['GET', 'HEAD', 'POST'] as const

/** Another one is news: the tests of all routes have to know what it means. */
function methodOf(method: string): Route['method'] {
  const known = METHODS.find((one) => one === method)
  if (!known) throw new Error(`no route has the method ${method} so far`)
  return known
}

const EXAMPLES: Readonly<Record<string, string>> = {
  ':id': '1',
  ':date': '2026-11-25',
  ':key': 'x'.repeat(43),
  ':command': 'switch-show',
  '*': 'nowhere',
}

const filledIn = (path: string): string =>
  path.replace(/:\w+|\*/g, (parameter) => {
    const example = EXAMPLES[parameter]
    if (!example) throw new Error(`EXAMPLES has none for ${parameter} of ${path}`)
    return example
  })
