import type { Config } from '../config/parse-config.ts'
import { DataFolderInUseError } from '../store/embedded-lock.ts'
import { dataFolder, openStore, type Store } from '../store/open-store.ts'
import { createLog } from '../telemetry/create-log.ts'
import { askService, type Holder } from './ask-service.ts'
import type { Operation } from './operation.ts'

/**
 * Carries out a command's operation: here, if the database can be opened; otherwise the service that holds the data
 * folder does it. The result is the same.
 */
export async function withOperator<Facts, Result>(
  config: Config,
  operation: Operation<Facts, Result>,
  facts: Facts,
): Promise<Result> {
  const opened = await openOrHolder(config.databaseUrl)
  if ('pid' in opened) return askService(opened, operation, facts)
  try {
    await opened.migrate()
    // Standard output belongs to the command.
    return await operation.run({ db: opened.db, config, log: createLog('warn', process.stderr) }, facts)
  } finally {
    await opened.close()
  }
}

async function openOrHolder(url: string): Promise<Store | Holder> {
  try {
    return await openStore(url)
  } catch (error) {
    const folder = dataFolder(url)
    if (!(error instanceof DataFolderInUseError) || folder === undefined) throw error
    return { folder, pid: error.pid }
  }
}
