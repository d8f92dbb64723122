/** SQLSTATE classes of what a statement was given: a value out of range, a broken constraint, a deadlock. */
const FAULTS_OF_ROWS = /^(22|23|40)/

/** Whether the database refused what it was given, and would take other rows: it is neither away nor broken. */
export function isFaultOfRows(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && FAULTS_OF_ROWS.test(error.code)) return true
  return isFaultOfRows(error.cause)
}
