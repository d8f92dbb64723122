import type { IntercomConfig } from '../config/parse-config.ts'
import type { Intercom } from '../intercom/create-intercom.ts'
import type { Db } from '../store/db.ts'
import { type KnownWorkspace, knowWorkspace, recallWorkspace } from '../store/workspaces.ts'

/** The workspace that the token opens: as an earlier start knew it, or as Intercom tells. */
export async function knownWorkspace(
  db: Db,
  intercom: Intercom,
  { accessToken }: IntercomConfig,
): Promise<KnownWorkspace> {
  const known = await recallWorkspace(db, accessToken)
  if (known) return known
  const me = await intercom.me()
  await knowWorkspace(db, accessToken, me)
  return me
}
