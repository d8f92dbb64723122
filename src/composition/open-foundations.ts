import type { Config } from '../config/parse-config.ts'
import { createSyncSource, tellSync } from '../knowledge/sources/sync-source.ts'
import { KnowledgeError } from '../knowledge/knowledge-error.ts'
import type { Source } from '../knowledge/sources/source.ts'
import { createQueue, type Queue } from '../queue/create-queue.ts'
import { openStore, type Store } from '../store/open-store.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Adapt } from './adapt.ts'

export type FoundationsDeps = {
  readonly config: Pick<Config, 'databaseUrl'>
  /** Absent: the settings switch it off. */
  readonly folder: Source | undefined
  readonly log: Log
  readonly adapt: Adapt
  /** A dump of a migrated embedded database to start from (tests). */
  readonly snapshot?: Blob | undefined
}

export type Foundations = { readonly store: Store; readonly queue: Queue }

/** What everything else stands on: a migrated database that knows the articles, and a queue that runs. */
export async function openFoundations(deps: FoundationsDeps): Promise<Foundations> {
  const { config, folder, log, adapt, snapshot } = deps
  const opened = await openStore(config.databaseUrl, {
    onConnectionError: (error) => log.warn({ err: error }, 'database connection lost'),
    ...(snapshot && { snapshot }),
  })
  const store = adapt.store?.(opened) ?? opened
  const created = createQueue(store.queueOptions, log)
  const queue = adapt.queue?.(created) ?? created
  try {
    await store.migrate()
    if (folder) await syncFolder(store, folder, log)
    await queue.start()
  } catch (error) {
    await store.close()
    throw error
  }
  return { store, queue }
}

/** What is wrong with the folder itself was said before; a database that fails stops the start. */
async function syncFolder({ db }: Store, folder: Source, log: Log): Promise<void> {
  const end = await createSyncSource({ db })(folder)
  if (end.kind === 'failed' && !(end.error instanceof KnowledgeError)) throw end.error
  tellSync(log, end)
}
