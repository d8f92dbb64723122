import { createHash } from 'node:crypto'
import { desc, eq, sql } from 'drizzle-orm'
import { AdminId, AppId } from '../domain/ids.ts'
import type { Db } from './db.ts'
import { workspace } from './schema/conversations.ts'

/** The workspace a token opens, and the teammate who owns it. */
export type KnownWorkspace = { readonly appId: AppId; readonly adminId: AdminId; readonly name?: string }

const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** Keeps which workspace a token opens, once `GET /me` has told. */
export async function knowWorkspace(
  db: Db,
  token: string,
  { appId, adminId, name }: KnownWorkspace,
): Promise<void> {
  const row = { name: name ?? null, tokenHash: hashToken(token), adminId }
  await db
    .insert(workspace)
    .values({ appId, ...row })
    .onConflictDoUpdate({ target: workspace.appId, set: { ...row, seenAt: sql`clock_timestamp()` } })
}

/** What an earlier start learned about this token. */
export async function recallWorkspace(db: Db, token: string): Promise<KnownWorkspace | undefined> {
  const [row] = await db
    .select()
    .from(workspace)
    .where(eq(workspace.tokenHash, hashToken(token)))
    .orderBy(desc(workspace.seenAt))
    .limit(1)
  return row ? { appId: AppId.parse(row.appId), adminId: AdminId.parse(row.adminId) } : undefined
}

/** The workspace of a token; without one, the workspace that was connected last, such as the newest sandbox. */
export async function findWorkspace(
  db: Db,
  token: string | undefined,
): Promise<{ readonly appId: AppId; readonly name: string | null } | undefined> {
  const [row] = await db
    .select({ appId: workspace.appId, name: workspace.name })
    .from(workspace)
    .where(token === undefined ? undefined : eq(workspace.tokenHash, hashToken(token)))
    .orderBy(desc(workspace.seenAt))
    .limit(1)
  return row && { appId: AppId.parse(row.appId), name: row.name }
}

/** When the workspace was last looked over for conversations that wait. */
export async function lastSweep(db: Db, appId: AppId): Promise<Date | undefined> {
  const [row] = await db.select({ at: workspace.sweptAt }).from(workspace).where(eq(workspace.appId, appId))
  return row?.at ?? undefined
}

export const markSwept = (db: Db, appId: AppId, at: Date) =>
  db.update(workspace).set({ sweptAt: at }).where(eq(workspace.appId, appId))
