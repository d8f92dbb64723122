import { type ChildProcess, fork, type Serializable, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { CleanUp } from './clean-up.ts'

const ROOT = join(import.meta.dirname, '../..')

const Manifest = z.object({ scripts: z.object({ start: z.string() }) })

/** How `npm start` starts the service: what it sets in the environment, and what it gives to node. */
function readStart() {
  const { scripts } = Manifest.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  const words = scripts.start.split(' ')
  const node = words.indexOf('node')
  return {
    environment: Object.fromEntries(words.slice(0, node).map((word) => word.split('='))),
    args: words.slice(node + 1).map((word) => (word.endsWith('.ts') ? join(ROOT, word) : word)),
  }
}

const Told = z.union([z.object({ answer: z.unknown() }), z.object({ problem: z.string() })])

/** Another process of the bench, which answers what it is asked. */
export type Role<Ask, Answer> = {
  readonly ask: (asked: Ask) => Promise<Answer>
  readonly end: () => Promise<void>
}

/** Starts `test/bench/<file>` as a process of its own. */
export function startRole<Ask extends z.ZodType<Serializable>, Answer extends z.ZodType>(
  file: string,
  { answer }: { readonly ask: Ask; readonly answer: Answer },
  cleanUp: CleanUp,
): Role<z.output<Ask>, z.output<Answer>> {
  const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const end = () => endProcess(child, 'SIGTERM')
  cleanUp.later(end)
  return {
    ask: async (asked) => {
      const gone = once(child, 'exit').then(() => [{ problem: `${file} has ended` }])
      child.send(asked)
      const [message] = await Promise.race([once(child, 'message'), gone])
      const told = Told.parse(message)
      if ('problem' in told) throw new Error(`${file}: ${told.problem}`)
      return answer.parse(told.answer)
    },
    end,
  }
}

export type Service = {
  readonly url: string
  readonly port: number
  /** From the start of the process to the first 200 of `/readyz`. */
  readonly readyMs: number
  /** Resident memory now, in MB. */
  readonly memoryMb: () => number
  readonly end: () => Promise<void>
}

export type ServiceOptions = {
  readonly folder: string
  readonly databaseUrl: string
  readonly environment: Readonly<Record<string, string>>
  readonly settings: string
}

const LOOK_EVERY_MS = 10
const READY_WITHIN_MS = 60_000

/** The service as `npm start` runs it: a process of its own, which logs into a file. */
export async function startService(options: ServiceOptions, cleanUp: CleanUp): Promise<Service> {
  const { folder, databaseUrl, environment, settings } = options
  const port = await freePort()
  writeFileSync(join(folder, 'firstline.yaml'), settings)
  const log = openSync(join(folder, 'service.log'), 'w')
  const startedAt = performance.now()
  const start = readStart()
  const child = spawn(process.execPath, start.args, {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      ...start.environment,
      FIRSTLINE_KNOWLEDGE: join(ROOT, 'knowledge'),
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const end = () => endProcess(child, 'SIGTERM')
  cleanUp.later(end)
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, child, folder)
  return { url, port, readyMs: performance.now() - startedAt, memoryMb: () => memoryOf(child.pid), end }
}

/**
 * The same on a database that was migrated and filled by an earlier start, as all but the first of an installation are:
 * what only that one needs is not in memory any more.
 */
export async function startAgain(options: ServiceOptions, cleanUp: CleanUp): Promise<Service> {
  const first = await startService(options, cleanUp)
  await first.end()
  return startService(options, cleanUp)
}

async function untilReady(url: string, child: ChildProcess, folder: string): Promise<void> {
  const giveUpAt = performance.now() + READY_WITHIN_MS
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      throw new Error(
        `the service does not become ready:\n${readFileSync(join(folder, 'service.log'), 'utf8')}`,
      )
    }
    await wait(LOOK_EVERY_MS)
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || !address) throw new Error('no port is free')
  return address.port
}

/** Resident memory as Linux tells it; NaN where there is no /proc. */
function memoryOf(pid: number | undefined): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes) / 1_024)
  } catch {
    return Number.NaN
  }
}
