import { setTimeout as wait } from 'node:timers/promises'
import { inArray } from 'drizzle-orm'
import { AppId } from '../../../src/domain/ids.ts'
import { countOpenWork } from '../../../src/store/conversations.ts'
import type { Db } from '../../../src/store/db.ts'
import { effect } from '../../../src/store/schema/turns.ts'
import { lastSweep } from '../../../src/store/workspaces.ts'
import type { PlayedWorkspace } from './start-workspace.ts'

export type SettledDeps = { readonly db: Db; readonly appId: string; readonly workspace: PlayedWorkspace }

const LOOK_EVERY_MS = 1_000

/**
 * Waits until every webhook has come or was given up, a sweep has begun since `since`, and nothing waits or is on its way,
 * at two looks in a row. Answers `false` after `withinMs`: then the judge sees what hangs.
 */
export async function untilSettled(deps: SettledDeps, since: Date, withinMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + withinMs
  let calmLooks = 0
  while (calmLooks < 2) {
    if (performance.now() > giveUpAt) return false
    await wait(LOOK_EVERY_MS)
    calmLooks = (await isSettled(deps, since)) ? calmLooks + 1 : 0
  }
  return true
}

async function isSettled({ db, appId, workspace }: SettledDeps, since: Date): Promise<boolean> {
  const sweptAt = await lastSweep(db, AppId.parse(appId))
  if (!sweptAt || sweptAt < since) return false
  if ((await countOpenWork(db, AppId.parse(appId))) > 0) return false
  if ((await db.$count(effect, inArray(effect.state, ['pending', 'sending']))) > 0) return false
  const { deliveries } = await workspace.state()
  return deliveries.every(({ state }) => state !== 'waiting')
}
