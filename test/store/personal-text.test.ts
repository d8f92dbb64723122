import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { ERASABLE_TABLES, ERASED, HOLDS_NO_PERSONAL_TEXT } from '../../src/store/personal-text.ts'
import { aDatabase } from '../support/a-database.ts'

const { db } = aDatabase()

/** Every column of ours that can hold a text, as `table.column`. */
async function textColumns(): Promise<readonly string[]> {
  const { rows } = await db().execute<{ name: string }>(sql`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')
    order by 1`)
  return rows.map(({ name }) => name)
}

const erasable = Object.entries(ERASABLE_TABLES).flatMap(([name, table]) => {
  const erased = Object.entries(ERASED).find(([one]) => one === name)?.[1] ?? {}
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => Object.hasOwn(erased, key))
  return columns.map(([, column]) => `${getTableName(table)}.${column.name}`)
})

const harmless = (columns: readonly string[]): readonly string[] =>
  Object.entries(HOLDS_NO_PERSONAL_TEXT).flatMap(([table, reasons]) =>
    Object.keys(reasons).flatMap((name) =>
      name === '*' ? columns.filter((one) => one.startsWith(`${table}.`)) : [`${table}.${name}`],
    ),
  )

test('every column that can hold a text is erased, or says what it holds instead', async () => {
  const columns = await textColumns()
  expect(columns.length).toBeGreaterThan(80)
  expect([...erasable, ...harmless(columns)].toSorted()).toEqual(columns.toSorted())
})

test('everything that is erased belongs to a table that is known, and each has something to erase', () => {
  expect(Object.keys(ERASABLE_TABLES)).toEqual(Object.keys(ERASED))
  expect(erasable).toHaveLength(Object.values(ERASED).flatMap(Object.keys).length)
})

test('every reason is told in words', () => {
  for (const reasons of Object.values(HOLDS_NO_PERSONAL_TEXT))
    for (const reason of Object.values(reasons)) expect(reason).toMatch(/^[a-z][^\n]{3,}$/)
})
