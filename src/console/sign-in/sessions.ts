import { createHmac, randomBytes } from 'node:crypto'
import type { Db } from '../../store/db.ts'
import { endSession, hasSession, keepSession } from '../../store/sessions.ts'
import type { ConsoleAccess } from './console-access.ts'

/** A week: a browser signs in anew on Monday. */
export const SESSION_SECONDS = 7 * 24 * 3600

export type Sessions = {
  /** Begins a session; its id goes to the browser and is kept nowhere. */
  readonly begin: () => Promise<string>
  readonly isOpen: (id: string) => Promise<boolean>
  readonly end: (id: string) => Promise<void>
}

/**
 * Sessions in the database, so that they outlive a restart and can be ended. Only a hash keyed with the password is
 * kept: whoever reads the database cannot make a cookie of it, and a new password ends them all.
 */
export function createSessions(db: Db, access: Exclude<ConsoleAccess, { kind: 'open' }>): Sessions {
  const secret = access.kind === 'password' ? access.password : access.token
  const hash = (id: string) => createHmac('sha256', `${access.kind}:${secret}`).update(id).digest('hex')
  return {
    begin: async () => {
      const id = randomBytes(32).toString('base64url')
      await keepSession(db, hash(id), SESSION_SECONDS)
      return id
    },
    isOpen: (id) => hasSession(db, hash(id)),
    end: (id) => endSession(db, hash(id)),
  }
}
