import { setTimeout as wait } from 'node:timers/promises'
import { type FileModes, modesInForce } from '../decision/modes-in-force.ts'
import type { AppId } from '../domain/ids.ts'
import type { Db } from '../store/db.ts'
import { readSwitchRows } from '../store/switches.ts'
import type { Log } from '../telemetry/create-log.ts'

export type WatchDeps = {
  readonly db: Db
  readonly appId: AppId
  readonly fileModes: FileModes
  readonly log: Log
  readonly signal: AbortSignal
  readonly everyMs?: number
}

const LOOK_EVERY_MS = 5_000

/**
 * Logs what is in force, at the start and whenever it changes. It only tells: the gate of every effect reads the switch
 * itself. On a server the change comes from another process, so that looking is the only way to hear of it.
 */
export async function watchSwitches({
  db,
  appId,
  fileModes,
  log,
  signal,
  everyMs = LOOK_EVERY_MS,
}: WatchDeps): Promise<void> {
  let told = ''
  while (!signal.aborted) {
    // A database that is away for a while is reported where it is needed.
    const switches = await readSwitchRows(db, appId).catch(() => undefined)
    const now = JSON.stringify(switches)
    if (switches && now !== told) {
      log.info({ switches, modes: modesInForce(fileModes, switches) }, 'modes in force')
      told = now
    }
    await wait(everyMs, undefined, { signal, ref: false }).catch(() => {})
  }
}
