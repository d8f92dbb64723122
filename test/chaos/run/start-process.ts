import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../../..')

export type ProcessOptions = {
  /** Beside PATH nothing of our own environment is handed on. */
  readonly environment: Readonly<Record<string, string>>
  readonly stdio: StdioOptions
  readonly cwd: string
}

/** A process of Node in a group of its own: Ctrl-C reaches only the machine, which ends it in its turn. */
export const startNode = (
  argv: readonly string[],
  { environment, stdio, cwd }: ProcessOptions,
): ChildProcess =>
  spawn(process.execPath, argv, {
    cwd,
    env: { PATH: process.env['PATH'], ...environment },
    stdio,
    detached: true,
  })

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** Ends a process and waits until it is gone. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}
