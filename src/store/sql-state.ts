/**
 * The code of an error: SQLSTATE where the database refused, a system code such as ECONNREFUSED where it was not
 * reached. drizzle wraps the driver's errors, and Node those of several addresses of one host.
 */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  const below = error instanceof AggregateError ? error.errors[0] : error.cause
  return sqlState(below)
}
