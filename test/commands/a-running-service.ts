import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { z } from 'zod'
import { toEnvironment } from '../../src/commands/sandbox-config.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { until } from '../support/a-talk.ts'
import { overhear, plantSecrets } from '../support/overheard.ts'
import { plantWorkspace } from '../support/plant-workspace.ts'
import { ended, runCommand, type Said, startCommand } from './a-command.ts'

const Key = z.object({ address: z.string(), key: z.string() })

/** `firstline serve` on an embedded folder, in a process of its own, before a sandbox that a test can look into. */
export type RunningService = {
  readonly sandbox: Sandbox
  readonly url: string
  readonly folder: string
  /** Its firstline.yaml, which no variable names. */
  readonly settingsFile: string
  /** `firstline <args>` beside it, with the same environment. */
  readonly command: (...args: readonly string[]) => Promise<Said>
  readonly key: () => z.infer<typeof Key>
  readonly keyMode: () => number
  /** All that it has printed, its log included. */
  readonly printed: () => string
  /** As Ctrl-C does. */
  readonly stop: () => Promise<void>
  readonly close: () => Promise<void>
}

async function startService(settings: string): Promise<RunningService> {
  const home = mkdtempSync(join(tmpdir(), 'firstline-service-'))
  const settingsFile = join(home, 'firstline.yaml')
  writeFileSync(settingsFile, `quiet_ms: 60\n${settings}`)
  const sandbox = await startSandbox({ retryAfterMs: 500 })
  const folder = join(home, 'pglite')
  const workspace = Object.fromEntries(toEnvironment(sandbox).split('\n').map(toPair))
  const env = { ...workspace, DATABASE_URL: `pglite:${folder}`, PORT: '0', LOG_LEVEL: 'trace' }
  const child = startCommand(['serve'], home, env)
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (said) => printed.push(String(said)))
  const urlOf = () => / {2}Service +(http\S+)/.exec(printed.join(''))?.[1]
  await until('the service runs', () => {
    if (child.exitCode !== null) throw new Error(`the service has ended: ${printed.join('')}`)
    return urlOf() !== undefined
  }).catch((error: unknown) => {
    // Nobody else would end it.
    child.kill('SIGKILL')
    throw error
  })
  const url = urlOf() ?? ''
  sandbox.setServiceUrl(url)
  plantSecrets(keyOf(folder).key)
  await until('the workspace is known', async () => (await fetch(`${url}/readyz`)).ok)
  const stop = async () => {
    child.kill('SIGINT')
    await ended(child)
  }
  return {
    sandbox,
    url,
    folder,
    settingsFile,
    command: (...args) => runCommand(args, home, env),
    key: () => keyOf(folder),
    keyMode: () => statSync(`${folder}.key`).mode & 0o777,
    printed: () => printed.join(''),
    stop,
    close: async () => {
      await plantWorkspace(sandbox)
      await stop()
      overhear(printed.join(''))
      await sandbox.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

const keyOf = (folder: string) => Key.parse(JSON.parse(readFileSync(`${folder}.key`, 'utf8')))

/** One service for all tests of a file. */
export function aRunningService(settings = ''): () => RunningService {
  const running: { service?: RunningService } = {}
  beforeAll(async () => {
    running.service = await startService(settings)
  })
  afterAll(() => running.service?.close())
  return () => {
    if (!running.service) throw new Error('The service is started before the first test.')
    return running.service
  }
}

function toPair(line: string): readonly [string, string] {
  const at = line.indexOf('=')
  return [line.slice(0, at), line.slice(at + 1)]
}
