import { eq } from 'drizzle-orm'
import { Mode } from '../domain/mode.ts'
import type { Db, Tx } from './db.ts'
import { modeSwitch } from './schema/conversations.ts'

/** The kill switch of a workspace, as it stands in this transaction. */
export async function readSwitches(db: Db | Tx, appId: string) {
  const rows = await db
    .select({ topic: modeSwitch.topic, mode: modeSwitch.mode })
    .from(modeSwitch)
    .where(eq(modeSwitch.appId, appId))
  return rows.map(({ topic, mode }) => ({ topic, mode: Mode.parse(mode) }))
}
