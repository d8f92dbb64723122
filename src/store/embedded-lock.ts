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

/** Renames a dead process's lock away; if a third process was quicker, its lock is put back. */
function takeOver(folder: string, file: string) {
  const owner = readOwner(file)
  if (owner !== undefined && owner !== process.pid && isAlive(owner))
    throw new DataFolderInUseError(folder, owner)
  const aside = `${file}.${process.pid}`
  renameSync(file, aside)
  const moved = readOwner(aside)
  if (moved !== owner) linkSync(aside, file)
  rmSync(aside, { force: true })
  if (moved !== owner || !create(file)) throw new DataFolderInUseError(folder, readOwner(file) ?? 0)
}

function readOwner(file: string): number | undefined {
  const pid = Number(readFileSync(file, 'utf8'))
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
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
