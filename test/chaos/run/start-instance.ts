import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { writeOrder } from '../service/death-order.ts'
import { TELL, Told } from '../service/told.ts'
import type { Launch } from '../schedule/schedule.ts'
import { endProcess, startNode } from './start-process.ts'

/** One process of the service. */
export type Instance = {
  /** Its address once it answers conversations; nothing where it ended before. */
  readonly ready: Promise<string | undefined>
  /** How it ended: by its order, by our kill, or by itself. */
  readonly ended: Promise<{ readonly kind: 'killed' | 'by_itself' }>
  readonly kill: () => Promise<void>
}

export type InstanceOptions = {
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  /** Its log is written into a file of this name. */
  readonly name: string
  readonly order?: Launch['order']
  readonly onTold: (told: Told) => void
}

const MAIN = join(import.meta.dirname, '../service/chaos-main.ts')

/** Starts the service; it dies where the order says, if it comes by there. */
export function startInstance(options: InstanceOptions): Instance {
  const { environment, folder, name, order, onTold } = options
  const log = openSync(join(folder, `${name}.log`), 'a')
  const child = startNode([MAIN], {
    environment: { ...environment, ...(order && { CHAOS_ORDER: writeOrder(order) }) },
    stdio: ['ignore', log, log, 'pipe'],
    cwd: folder,
  })
  closeSync(log)
  const kill = () => endProcess(child, 'SIGKILL')
  const ended = once(child, 'exit').then(
    () => ({ kind: child.signalCode === 'SIGKILL' ? 'killed' : 'by_itself' }) as const,
  )
  const readyAt = Promise.withResolvers<string | undefined>()
  const pipe = child.stdio[TELL]
  if (!(pipe instanceof Readable)) throw new Error('an instance has no way to tell')
  createInterface(pipe).on('line', (line) => {
    const told = Told.parse(JSON.parse(line))
    if (told.kind === 'ready') readyAt.resolve(told.url)
    onTold(told)
  })
  void ended.then(() => readyAt.resolve(undefined))
  return { ready: readyAt.promise, ended, kill }
}
