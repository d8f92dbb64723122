import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The data folder is held by another process, whose id is `pid`. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError'
  readonly pid: number
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. ` +
        `Stop that process, or set DATABASE_URL to another folder or to a Postgres server. ` +
        `If process ${pid} has nothing to do with Firstline, delete ${folder}.lock.`,
    )
    this.pid = pid
  }
}

const held = new Set<string>()

/**
 * Takes the folder for this process: two processes on one embedded database lose rows without a word.
 * Returns the function that gives it back.
 */
export function lockDataFolder(folder: string): () => void {
  const file = `${folder}.lock`
  mkdirSync(dirname(folder), { recursive: true })
  if (held.has(folder)) throw new DataFolderInUseError(folder, process.pid)
  if (!create(file)) takeOver(folder, file)
  held.add(folder)
  const release = () => {
    if (held.delete(folder)) rmSync(file, { force: true })
  }
  process.once('exit', release)
  return () => {
    process.removeListener('exit', release)
    release()
  }
}

function create(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/**
 * Renames a dead process's lock away; if a third process was quicker, its lock is put back. Of several that try at
 * once one gets through: the one whose own lock file is created.
 */
function takeOver(folder: string, file: string) {
  const owner = readOwner(file)
  if (owner !== undefined && owner !== process.pid && isAlive(owner))
    throw new DataFolderInUseError(folder, owner)
  const aside = `${file}.${process.pid}`
  const moved = moveAway(file, aside) ? readOwner(aside) : owner
  if (moved !== owner) linkSync(aside, file)
  rmSync(aside, { force: true })
  if (moved !== owner || !create(file)) throw new DataFolderInUseError(folder, readOwner(file) ?? 0)
}

/** `false` when somebody else has moved or removed it meanwhile. */
function moveAway(file: string, aside: string): boolean {
  try {
    renameSync(file, aside)
    return true
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}

const WRITTEN_WITHIN_MS = 200

/** Nothing in it: its owner has created it and is about to write its id, or was killed in between. */
function readOwner(file: string): number | undefined {
  for (let waitedMs = 0; ; waitedMs += 20) {
    const text = readIfThere(file)
    if (text !== '' || waitedMs >= WRITTEN_WITHIN_MS) {
      const pid = Number(text)
      return Number.isInteger(pid) && pid > 0 ? pid : undefined
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
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

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
