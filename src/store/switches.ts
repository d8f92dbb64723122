import { asc, eq } from 'drizzle-orm'
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

export type SwitchRow = {
  readonly topic: string
  readonly mode: Mode
  readonly who: string
  readonly at: Date
}

/** Every switch of a workspace, with who has set it and when; the one for everything first. */
export async function readSwitchRows(db: Db | Tx, appId: string): Promise<readonly SwitchRow[]> {
  const { topic, mode, who, at } = modeSwitch
  const rows = await db
    .select({ topic, mode, who, at })
    .from(modeSwitch)
    .where(eq(modeSwitch.appId, appId))
    .orderBy(asc(topic))
  return rows.map((row) => ({ ...row, mode: Mode.parse(row.mode) }))
}

/** Sets a switch. The gate of every effect reads it, so that it counts from the moment of the commit. */
export async function setSwitch(tx: Tx, appId: string, row: SwitchRow): Promise<void> {
  await tx
    .insert(modeSwitch)
    .values({ appId, ...row })
    .onConflictDoUpdate({ target: [modeSwitch.appId, modeSwitch.topic], set: { ...row } })
}
