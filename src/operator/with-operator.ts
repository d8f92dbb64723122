import type { Config } from '../config/parse-config.ts'
import { DataFolderInUseError } from '../store/embedded-lock.ts'
import { dataFolder, openStore, type Store } from '../store/open-store.ts'
import { createLog } from '../telemetry/create-log.ts'
import { askService, type Holder } from './ask-service.ts'
import type { Operation, OperatorDeps } from './operation.ts'

/** Asks the service something else while it carries out an operation. */
export type AskMeanwhile = <Facts, Result>(
  operation: Operation<Facts, Result>,
  facts: Facts,
) => Promise<Result>

export type OperatorOptions = Pick<OperatorDeps, 'onProgress'> & {
  /** Runs beside an operation that the service carries out; `signal` tells its end. */
  readonly meanwhile?: (ask: AskMeanwhile, signal: AbortSignal) => Promise<void>
}

/**
 * Carries out a command's operation: here, if the database can be opened; otherwise the service that holds the data
 * folder does it. The result is the same.
 */
export async function withOperator<Facts, Result>(
  config: Config,
  operation: Operation<Facts, Result>,
  facts: Facts,
  { meanwhile, ...options }: OperatorOptions = {},
): Promise<Result> {
  const opened = await openOrHolder(config.databaseUrl)
  if ('pid' in opened) return askBeside(opened, meanwhile, () => askService(opened, operation, facts))
  try {
    await opened.migrate()
    // Standard output belongs to the command.
    const log = createLog('warn', process.stderr)
    return await operation.run({ db: opened.db, config, log, ...options }, facts)
  } finally {
    await opened.close()
  }
}

async function askBeside<Result>(
  holder: Holder,
  meanwhile: OperatorOptions['meanwhile'],
  ask: () => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController()
  const beside = meanwhile?.((other, facts) => askService(holder, other, facts), ended.signal)
  try {
    return await ask()
  } finally {
    ended.abort()
    await beside
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
