import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { z } from 'zod'
import type { CleanUp } from '../../bench/clean-up.ts'
import { endProcess, ROOT, startNode } from './start-process.ts'

/** The sandbox workspace, which outlives every instance of the service. */
export type PlayedWorkspace = {
  readonly url: string
  /** What an instance needs to know to use it. */
  readonly environment: Readonly<Record<string, string>>
  /** Posts to the play API. `undefined` where what was meant is not there any more. */
  readonly play: (path: string, body: unknown) => Promise<unknown>
  readonly state: () => Promise<PlayState>
  /** Makes a tag, as a teammate would; answers its id. */
  readonly addTag: (name: string) => Promise<string>
  /** From now on nothing goes wrong any more. */
  readonly calm: () => Promise<void>
}

const Tag = z.object({ id: z.string() })
const Named = z.object({ id: z.string(), name: z.string().nullable() })
const PlayState = z.object({
  app_id: z.string(),
  bot_admin_id: z.string(),
  contacts: z.array(Named),
  admins: z.array(Named),
  conversations: z.array(z.object({ id: z.string() })),
  deliveries: z.array(z.object({ state: z.string() })),
  faults: z.array(z.unknown()),
})
export type PlayState = z.infer<typeof PlayState>

/** A connection that is used again may be closed at that very moment, and an act must not be played twice. */
const UNSHARED = { connection: 'close' } as const
/** A webhook that failed is tried once more after this long; Intercom waits a minute. */
const RETRY_AFTER_MS = 1_000
const RUNS_AT = /^The sandbox workspace runs at (\S+)$/
const VARIABLE = /^(INTERCOM_\w+)=(.+)$/

/** Starts `firstline sandbox` as a process of its own, whose webhooks go to `serviceUrl`. */
export async function startWorkspace(
  serviceUrl: string,
  folder: string,
  cleanUp: CleanUp,
): Promise<PlayedWorkspace> {
  const main = join(ROOT, 'src/main.ts')
  const retry = ['--retry-after', String(RETRY_AFTER_MS)]
  const child = startNode([main, 'sandbox', '--port', '0', '--service', serviceUrl, ...retry], {
    environment: {},
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: folder,
  })
  cleanUp.later(() => endProcess(child, 'SIGKILL'))
  if (!child.stdout) throw new Error('the sandbox has no output')
  const { url, environment } = await readFacts(child.stdout)
  const play: PlayedWorkspace['play'] = async (path, body) => {
    const headers = { 'content-type': 'application/json', ...UNSHARED }
    const response = await fetch(`${url}/play${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    if (response.status === 404) return undefined
    if (!response.ok) throw new Error(`the sandbox refused ${path}: ${await response.text()}`)
    return response.json()
  }
  return {
    url,
    environment,
    play,
    addTag: (name) => addTag(url, environment['INTERCOM_ACCESS_TOKEN'] ?? '', name),
    state: async () =>
      PlayState.parse(await (await fetch(`${url}/play/state`, { headers: UNSHARED })).json()),
    calm: async () => void (await fetch(`${url}/play/faults`, { method: 'DELETE', headers: UNSHARED })),
  }
}

async function addTag(url: string, token: string, name: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${url}/tags`, { method: 'POST', headers, body: JSON.stringify({ name }) })
  return Tag.parse(await response.json()).id
}

/** What it prints for people: its address, and the variables of a service. */
async function readFacts(output: NodeJS.ReadableStream) {
  const environment: Record<string, string> = {}
  let url = ''
  for await (const line of createInterface(output)) {
    url = RUNS_AT.exec(line)?.[1] ?? url
    const [, name, value] = VARIABLE.exec(line) ?? []
    if (name && value) environment[name] = value
    // The last one that it prints.
    if (url && name === 'INTERCOM_HANDOFF_TEAM_ID') break
  }
  if (!url) throw new Error('the sandbox does not start')
  return { url, environment }
}
