import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

/** A place for a data folder, which is not there yet; removed after the test. */
export function aDataFolder(): string {
  const around = mkdtempSync(join(tmpdir(), 'firstline-data-'))
  onTestFinished(() => rmSync(around, { recursive: true, force: true }))
  return join(around, 'pglite')
}

export type OtherProcess = {
  readonly pid: number
  /** The first line that it prints. */
  readonly said: Promise<string>
  /** Ends it as a crash would: nothing is cleaned up. */
  readonly kill: () => Promise<void>
}

/** Another process that runs a piece of code with what `src/store` exports, and then stays. */
export function anotherProcess(code: string): OtherProcess {
  const at = (file: string) => JSON.stringify(join(import.meta.dirname, '../../src/store', file))
  const script = `
    import { openStore } from ${at('open-store.ts')}
    import { lockDataFolder } from ${at('embedded-lock.ts')}
    setInterval(() => {}, 1_000)
    ${code}`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => end(child))
  if (child.pid === undefined) throw new Error('the process could not be started')
  const said = once(createInterface(child.stdout), 'line').then(([line]) => String(line))
  return { pid: child.pid, said, kill: () => end(child) }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
