import { sqlState } from './sql-state.ts'

/** SQLSTATE classes of what a statement was given: a value out of range, a broken constraint, a deadlock. */
const FAULTS_OF_ROWS = /^(22|23|40)/

/** Whether the database refused what it was given, and would take other rows: it is neither away nor broken. */
export const isFaultOfRows = (error: unknown): boolean => FAULTS_OF_ROWS.test(sqlState(error) ?? '')
