/** A source could not be read, or not all of it; the message says what to do, and quotes nobody. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
}
