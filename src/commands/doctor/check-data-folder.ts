import { constants, existsSync } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { DatabaseReading } from './read-database.ts'
import { type Finding, findingsOf } from './finding.ts'
import { bytesInWords } from './in-words.ts'

const { ok, warn, fail, skipped } = findingsOf('Data folder')
const disk = findingsOf('Disk')

/** Below this the next weeks are in danger; below the other one, the next write. */
const LITTLE_BYTES = 1_000_000_000
const NOTHING_BYTES = 100_000_000

export function judgeFreeSpace(freeBytes: number): Finding {
  const found = `${bytesInWords(freeBytes)} free where the data folder lies`
  const fix = 'Make room, or set DATABASE_URL to a folder on another disk: a full disk stops the service.'
  if (freeBytes < NOTHING_BYTES) return disk.fail(found, fix)
  return freeBytes < LITTLE_BYTES ? disk.warn(found, fix) : disk.ok(found)
}

/** Who holds the folder, and whether that service answers. */
export function judgeHolder(folder: string, reading: DatabaseReading): Finding {
  switch (reading.kind) {
    case 'new':
      return ok(`${folder} is not there yet; the first start makes it`)
    case 'held':
      return fail(`${folder} is held by process ${reading.pid}, which does not answer`, reading.problem)
    case 'read':
      return reading.pid === undefined
        ? ok(`${folder}, held by nobody`)
        : ok(`${folder}, held by the running service (process ${reading.pid}), which answers`)
    case 'unreachable':
      return skipped(`${folder} could not be opened: see Database`)
    case 'not_asked':
      return skipped('DATABASE_URL is wrong')
  }
}

/** `folder`: of an embedded database; absent for a server and for one in memory. */
export async function checkDataFolder(
  folder: string | undefined,
  database: () => Promise<DatabaseReading>,
): Promise<readonly Finding[]> {
  if (folder === undefined) return []
  const place = nearestThere(resolve(folder))
  if (!(await isWritable(place))) {
    const fix = 'Run Firstline as its owner, or set DATABASE_URL to another folder.'
    return [fail(`${place} may not be written to by this user`, fix)]
  }
  const { bavail, bsize } = await statfs(place)
  return [judgeHolder(folder, await database()), judgeFreeSpace(bavail * bsize)]
}

const nearestThere = (path: string): string => (existsSync(path) ? path : nearestThere(dirname(path)))

const isWritable = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  )

/** A database in memory forgets everything. */
export const judgeMemory = (databaseUrl: string): readonly Finding[] =>
  databaseUrl.startsWith('pglite:memory:')
    ? [
        warn(
          'in memory: everything is forgotten at the end',
          'Set DATABASE_URL to pglite:<folder>, or to a server.',
        ),
      ]
    : []
