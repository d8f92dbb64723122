import type { ClientBase } from 'pg'
import { DatabaseUnfitError } from './database-unfit-error.ts'
import { MIN_SERVER_VERSION } from './min-server-version.ts'

type Server = {
  /** As `server_version` has it: "15.18 (Debian ...)". */
  readonly version: string
  /** 150018 */
  readonly versionNumber: number
  readonly readOnly: boolean
}

const ABOUT = `select current_setting('server_version') as version,
  current_setting('server_version_num')::int as "versionNumber",
  current_setting('transaction_read_only') = 'on' as "readOnly"`

export const READ_ONLY =
  'The database is read-only (a standby, or default_transaction_read_only is on), so that nothing can be stored. ' +
  'Let DATABASE_URL name the primary, or lift the setting.'

/** Why this server could not do the job; nothing when it can. */
export function unfitBecause({ version, versionNumber, readOnly }: Server): string | undefined {
  if (versionNumber < MIN_SERVER_VERSION * 10_000) {
    return (
      `The Postgres server has version ${version}; Firstline needs ${MIN_SERVER_VERSION} or newer. ` +
      'Upgrade the server, or let DATABASE_URL name another one.'
    )
  }
  return readOnly ? READ_ONLY : undefined
}

/** Asks before anything is written: throws `DatabaseUnfitError` for a server that is too old or read-only. */
export async function refuseUnfit(client: Pick<ClientBase, 'query'>): Promise<void> {
  const { rows } = await client.query<Server>(ABOUT)
  const problem = rows[0] && unfitBecause(rows[0])
  if (problem) throw new DatabaseUnfitError(problem)
}
