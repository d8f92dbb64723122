import type { Config } from '../config/parse-config.ts'
import type { Article } from '../domain/article.ts'
import { createSyncKnowledge } from '../knowledge/sync-knowledge.ts'
import { createQueue, type Queue } from '../queue/create-queue.ts'
import { openStore, type Store } from '../store/open-store.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Adapt } from './adapt.ts'

export type FoundationsDeps = {
  readonly config: Pick<Config, 'databaseUrl'>
  readonly articles: readonly Article[]
  readonly log: Log
  readonly adapt: Adapt
  /** A dump of a migrated embedded database to start from (tests). */
  readonly snapshot?: Blob | undefined
}

export type Foundations = { readonly store: Store; readonly queue: Queue }

/** What everything else stands on: a migrated database that knows the articles, and a queue that runs. */
export async function openFoundations(deps: FoundationsDeps): Promise<Foundations> {
  const { config, articles, log, adapt, snapshot } = deps
  const opened = await openStore(config.databaseUrl, {
    onConnectionError: (error) => log.warn({ err: error }, 'database connection lost'),
    ...(snapshot && { snapshot }),
  })
  const store = adapt.store?.(opened) ?? opened
  const created = createQueue(store.queueOptions, log)
  const queue = adapt.queue?.(created) ?? created
  try {
    await store.migrate()
    log.info(await createSyncKnowledge(store)(articles), 'knowledge synced')
    await queue.start()
  } catch (error) {
    await store.close()
    throw error
  }
  return { store, queue }
}
