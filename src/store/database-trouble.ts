import { sqlState } from './sql-state.ts'

/** What is wrong with the database, and what an operator can do about it; whole sentences without secrets. */
export type DatabaseTrouble = { readonly found: string; readonly fix: string }

const ADDRESS = 'Check host and port in DATABASE_URL'

/** SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) and system codes. */
const TROUBLES: Readonly<Record<string, readonly [found: string, fix: string]>> = {
  ECONNREFUSED: ['nothing listens at its address', `Start the server. ${ADDRESS}.`],
  ECONNRESET: ['the server cut the connection', 'Look at the log of the server.'],
  ENOTFOUND: ['its host name is not known', `${ADDRESS}.`],
  EAI_AGAIN: ['its host name cannot be looked up now', `${ADDRESS}, and the network.`],
  EHOSTUNREACH: ['its host cannot be reached', `${ADDRESS}, and the network.`],
  ETIMEDOUT: ['the server does not answer', `${ADDRESS}, and firewalls in between.`],
  '28P01': [
    'the server refuses user or password',
    'Correct them in DATABASE_URL; there, signs such as @ : / # % are percent-encoded.',
  ],
  '28000': [
    'the server refuses this user',
    'Check the user in DATABASE_URL and pg_hba.conf on the server; it may ask for ?sslmode=require.',
  ],
  '3D000': [
    'the server has no database of that name',
    'Create it, for example with createdb, or correct the name in DATABASE_URL.',
  ],
  '53300': [
    'the server has no connection left',
    'Raise max_connections, or stop what uses them; one instance takes up to 17.',
  ],
  '57P01': ['the server has ended the connection', 'Look at the log of the server.'],
  '57P02': ['the server has crashed and is coming back', 'Look at the log of the server.'],
  '57P03': ['the server is starting up or shutting down', 'Wait a moment and try again.'],
  '42501': [
    'its user may not make tables',
    'Make it the owner: alter database <name> owner to <user>; migrations and the queue need that.',
  ],
  '25006': [
    'it is read-only, so that nothing can be stored',
    'Let DATABASE_URL name the primary, or lift default_transaction_read_only.',
  ],
  '53100': ['the disk of the server is full', 'Make room there; what is refused now comes again.'],
  '53200': ['the server is out of memory', 'Give it more, or stop what else uses it.'],
  '57014': ['a statement took too long and was ended', 'Look for long locks and load on the server.'],
}

/** Nothing for an error that no operator could mend. */
export function databaseTrouble(error: unknown): DatabaseTrouble | undefined {
  const trouble = TROUBLES[sqlState(error) ?? '']
  return trouble && { found: `The database cannot be used: ${trouble[0]}.`, fix: trouble[1] }
}

/** The same for an error of any origin: only what a database itself has refused, told by its SQLSTATE. */
export const databaseRefusal = (error: unknown): DatabaseTrouble | undefined =>
  /^\d/.test(sqlState(error) ?? '') ? databaseTrouble(error) : undefined
