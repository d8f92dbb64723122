/** The database can be reached, and could not do its job. */
export class DatabaseUnfitError extends Error {
  override readonly name = 'DatabaseUnfitError'
}
