import { IntercomError, isForeign } from '../intercom/intercom-error.ts'
import { databaseTrouble } from '../store/database-trouble.ts'

/**
 * Whether something outside was away, or refused everybody: the same turn will succeed once that is over. Anything else
 * is about this conversation, or a mistake of ours.
 */
export const isOutage = (error: unknown): boolean =>
  databaseTrouble(error) !== undefined ||
  (error instanceof IntercomError &&
    ([0, 401, 408, 429].includes(error.status) || error.status >= 500 || isForeign(error)))
