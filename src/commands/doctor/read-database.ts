import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config/parse-config.ts'
import { askService, ServiceNotAskedError } from '../../operator/ask-service.ts'
import { within } from './examine.ts'
import { type Inspection, inspectDatabase } from '../../operator/inspect-operation.ts'
import { OperationRefusedError } from '../../operator/operation.ts'
import { DataFolderInUseError } from '../../store/embedded-lock.ts'
import { dataFolder, openStore, type Store } from '../../store/open-store.ts'
import type { Log } from '../../telemetry/create-log.ts'

/** What came of asking the database, or whoever holds it. */
export type DatabaseReading =
  | {
      readonly kind: 'read'
      readonly facts: Inspection
      readonly isEmbedded: boolean
      /** The service that was asked. */
      readonly pid?: number
    }
  /** An embedded one that no start has made yet. */
  | { readonly kind: 'new' }
  /** Held by a process that does not answer; the problem says what to do. */
  | { readonly kind: 'held'; readonly pid: number; readonly problem: string }
  | { readonly kind: 'unreachable'; readonly error: unknown }
  /** DATABASE_URL is wrong: whatever was found would be about another one. */
  | { readonly kind: 'not_asked' }

/** The folder of an embedded database, as it is written; nothing for a server or one in memory. */
export function folderOf({ databaseUrl }: Pick<Config, 'databaseUrl'>): string | undefined {
  const target = databaseUrl.startsWith('pglite:') ? databaseUrl.slice('pglite:'.length) : 'memory:'
  return target.startsWith('memory:') ? undefined : target
}

/** A server answers soon or not at all; an embedded database has to start first. */
const LIMIT_MS = { server: 6_000, embedded: 12_000 }
const TOO_LATE = { kind: 'unreachable', error: { code: 'ETIMEDOUT' } } as const

/** Looks without changing anything: makes no folder, applies no migration. */
export async function readDatabase(config: Config, log: Log): Promise<DatabaseReading> {
  const folder = folderOf(config)
  if (folder !== undefined && !existsSync(join(folder, 'PG_VERSION'))) return { kind: 'new' }
  const limitMs = isEmbedded(config) ? LIMIT_MS.embedded : LIMIT_MS.server
  return within<DatabaseReading>(limitMs, readOrAsk(config, log), () => TOO_LATE)
}

export const isEmbedded = ({ databaseUrl }: Pick<Config, 'databaseUrl'>): boolean =>
  databaseUrl.startsWith('pglite:')

async function readOrAsk(config: Config, log: Log): Promise<DatabaseReading> {
  try {
    return await readHere(config, log)
  } catch (error) {
    if (!(error instanceof DataFolderInUseError)) return { kind: 'unreachable', error }
    return readThere(config, error.pid)
  }
}

async function readHere(config: Config, log: Log): Promise<DatabaseReading> {
  const store: Store = await openStore(config.databaseUrl)
  try {
    const facts = await inspectDatabase.run({ db: store.db, config, log }, {})
    return { kind: 'read', facts, isEmbedded: isEmbedded(config) }
  } finally {
    await store.close()
  }
}

async function readThere({ databaseUrl }: Config, pid: number): Promise<DatabaseReading> {
  const holder = { folder: dataFolder(databaseUrl) ?? '', pid }
  try {
    return { kind: 'read', facts: await askService(holder, inspectDatabase, {}), isEmbedded: true, pid }
  } catch (error) {
    if (!(error instanceof ServiceNotAskedError || error instanceof OperationRefusedError)) throw error
    return { kind: 'held', pid, problem: error.message }
  }
}
