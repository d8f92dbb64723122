/** The server that DATABASE_URL names gave no connection. Never carries the address: it may hold a password. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError'
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(
      `The database cannot be reached: ${why}. Check DATABASE_URL and that the server runs, ` +
        'or unset it to use the embedded database.',
      { cause },
    )
  }
}
