import type { Config } from '../config/parse-config.ts'
import type { AppId } from '../domain/ids.ts'
import type { Db } from '../store/db.ts'
import { findWorkspace } from '../store/workspaces.ts'
import { OperationRefusedError } from './operation.ts'

export type OurWorkspace = { readonly appId: AppId; readonly name: string | null }

/** The workspace that a command is about; refused with what to do where this database knows none yet. */
export async function ourWorkspace(db: Db, { intercom }: Pick<Config, 'intercom'>): Promise<OurWorkspace> {
  const known = await findWorkspace(db, intercom?.accessToken)
  if (known) return known
  throw new OperationRefusedError(
    intercom
      ? 'This database does not know the workspace of INTERCOM_ACCESS_TOKEN yet. Start the service once, so that it can ask Intercom.'
      : 'No workspace is known in this database yet. Start the service once (npm start).',
  )
}
