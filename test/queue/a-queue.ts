import { afterAll, beforeAll } from 'vitest'
import { createQueue, type Queue } from '../../src/queue/create-queue.ts'
import type { Store } from '../../src/store/open-store.ts'
import { openDatabase } from '../support/a-database.ts'
import { aLog } from '../support/a-log.ts'

export type Waking = {
  readonly store: Store
  readonly queue: Queue
  readonly logged: () => readonly string[]
}

/** A started queue on a database of its own. */
export async function startQueue(): Promise<Waking & { readonly close: () => Promise<void> }> {
  const store = await openDatabase()
  const { log, lines } = aLog('warn')
  const queue = createQueue(store.queueOptions, log)
  await queue.start()
  const close = async () => {
    await queue.stop(5_000)
    await store.close()
  }
  return { store, queue, logged: lines, close }
}

/** One for all tests of a file. */
export function aQueue(): () => Waking {
  const opened: { started?: Awaited<ReturnType<typeof startQueue>> } = {}
  beforeAll(async () => {
    opened.started = await startQueue()
  })
  afterAll(() => opened.started?.close())
  return () => {
    if (!opened.started) throw new Error('The queue is started before the first test.')
    return opened.started
  }
}
