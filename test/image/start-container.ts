import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Image, IMAGE_USER, isRoot } from './build-image.ts'

type Environment = Readonly<Record<string, string>>

export type Ended = { readonly code: number | null; readonly said: string }

/** A process that runs as it would in a container of this image. */
export type Container = {
  readonly said: () => string
  readonly isRunning: () => boolean
  /** The most memory that it ever held, in MB; nothing where /proc does not tell. */
  readonly peakMb: () => number | undefined
  /** As `docker stop` does: one SIGTERM to the process itself. */
  readonly stop: () => Promise<Ended>
  readonly ended: Promise<Ended>
}

/** Starts the image's own command, with the variables that an operator adds. */
export function startContainer(image: Image, env: Environment): Container {
  const child = spawnIn(image, image.command, env)
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (said) => printed.push(String(said)))
  const said = () => printed.join('')
  const ended = exitOf(child).then((code) => ({ code, said: said() }))
  return {
    said,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    peakMb: () => peakOf(child.pid),
    ended,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** Runs another command in the same image, as `docker exec` does. */
export async function runInImage(image: Image, command: readonly string[], env: Environment): Promise<Ended> {
  const child = spawnIn(image, command, env)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)])
  return { code, said: out + err }
}

/** Nothing of this process's environment gets in. Only root can become the image's user. */
function spawnIn(image: Image, [program = '', ...args]: readonly string[], env: Environment) {
  return spawn(program, args, {
    cwd: join(image.root, image.workdir),
    env: { ...image.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot && image.user !== 'root' && IMAGE_USER),
  })
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return child.exitCode
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    // Only Linux has /proc.
    return undefined
  }
}
