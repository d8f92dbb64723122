import type { Config } from '../config/parse-config.ts'
import { createQueue, type Queue } from '../queue/create-queue.ts'
import { openStore, type Store } from '../store/open-store.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Adapt } from './adapt.ts'

export type FoundationsDeps = {
  readonly config: Pick<Config, 'databaseUrl'>
  readonly log: Log
  readonly adapt: Adapt
  /** A dump of a migrated embedded database to start from (tests). */
  readonly snapshot?: Blob | undefined
}

export type Foundations = { readonly store: Store; readonly queue: Queue }

/** What everything else stands on: a migrated database, and a queue that runs. */
export async function openFoundations(deps: FoundationsDeps): Promise<Foundations> {
  const { config, log, adapt, snapshot } = deps
  const opened = await openStore(config.databaseUrl, {
    onConnectionError: (error) => log.warn({ err: error }, 'database connection lost'),
    ...(snapshot && { snapshot }),
  })
  const store = adapt.store?.(opened) ?? opened
  const created = createQueue(store.queueOptions, log)
  const queue = adapt.queue?.(created) ?? created
  try {
    await store.migrate()
    await queue.start()
  } catch (error) {
    await store.close()
    throw error
  }
  return { store, queue }
}
