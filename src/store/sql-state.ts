/** What the driver throws without a code when the server went away under it. */
const LOST =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/

/**
 * The code of an error: SQLSTATE where the database refused, a system code such as ECONNREFUSED where it was not
 * reached. drizzle wraps the driver's errors, and Node those of several addresses of one host.
 */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  if (LOST.test(error.message)) return 'ECONNRESET'
  const below = error instanceof AggregateError ? error.errors[0] : error.cause
  return sqlState(below)
}
