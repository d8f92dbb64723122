import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The data folder is held by another process, whose id is `pid` (0 when it has not said so yet). */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError'
  readonly pid: number
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by ${pid === 0 ? 'another process' : `process ${pid}`}. ` +
        `Stop that process, or set DATABASE_URL to another folder or to a Postgres server.`,
    )
    this.pid = pid
  }
}

/**
 * Takes the folder for this process: two processes on one embedded database lose rows without a word.
 * Returns the function that gives it back.
 *
 * What holds is a lock of the operating system, taken through SQLite: it ends with the process however that ends, so
 * nobody ever has to guess whether an owner is dead. That file stays, for removing it would let two processes lock two
 * files of one name. The process id lies beside it, in a file of its own, for people and for the message.
 */
export function lockDataFolder(folder: string): () => void {
  mkdirSync(dirname(folder), { recursive: true })
  const lock = takeLock(folder)
  const owner = ownerFile(folder)
  writeFileSync(owner, String(process.pid))
  const release = () => {
    if (!lock.isOpen) return
    rmSync(owner, { force: true })
    lock.close()
  }
  process.once('exit', release)
  return () => {
    process.removeListener('exit', release)
    release()
  }
}

const ownerFile = (folder: string): string => `${folder}.lock`

function takeLock(folder: string): DatabaseSync {
  const lock = new DatabaseSync(`${folder}.lock.sqlite`, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    if (hasCode(error, SQLITE_BUSY)) throw new DataFolderInUseError(folder, readOwner(folder))
    throw error
  }
}

// https://sqlite.org/rescode.html#busy
const SQLITE_BUSY = 5

const WRITTEN_WITHIN_MS = 400

/** Who took the lock a moment ago is about to write its id; until then there is none, or that of a dead process. */
function readOwner(folder: string): number {
  for (let waitedMs = 0; waitedMs < WRITTEN_WITHIN_MS; waitedMs += 20) {
    const pid = Number(readIfThere(ownerFile(folder)))
    if (Number.isInteger(pid) && pid > 0 && isAlive(pid)) return pid
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
  return 0
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Signal 0 only asks; EPERM means that the process lives but belongs to somebody else. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/** Node's errors carry `code`, SQLite's `errcode`. */
const hasCode = (error: unknown, code: string | number): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === code) || ('errcode' in error && error.errcode === code))
