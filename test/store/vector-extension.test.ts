import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createEmbedChunks } from '../../src/knowledge/embed-chunks.ts'
import { createVectorCheck } from '../../src/knowledge/vector-check.ts'
import { vectorType } from '../../src/store/embedding-spaces.ts'
import { findVectorExtension, makeVectorExtension } from '../../src/store/vector-extension.ts'
import { ABOUT } from '../model/an-embedder.ts'
import { aDatabase } from '../support/a-database.ts'
import { aLog } from '../support/a-log.ts'
import { testServer } from '../support/test-server.ts'
import { canSearchVectors } from '../support/vector-support.ts'

const { db } = aDatabase()
const canSearch = await canSearchVectors()

/** A run that may ask nobody. */
const aRun = () => {
  const { log, lines } = aLog()
  const embed = () => Promise.reject(new Error('nobody is asked'))
  const { signal } = new AbortController()
  return { run: createEmbedChunks({ db: db(), embed, model: 'e', about: ABOUT, log, signal }), lines }
}

describe.skipIf(testServer())('in a database of one connection', () => {
  test('is not made by a user who may not, and then said, once', async () => {
    await db().execute(sql`create role somebody`)
    await db().execute(sql`grant select on all tables in schema public to somebody`)
    await db().execute(sql`set role somebody`)
    const made = await makeVectorExtension(db())
    const { run, lines } = aRun()
    const ran = [await run(), await run()]
    await db().execute(sql`reset role`)
    expect(made).toEqual({ kind: 'forbidden' })
    expect(ran).toEqual([undefined, undefined])
    expect(lines().filter((line) => line.includes('create extension vector'))).toHaveLength(1)
  })
})

describe.skipIf(!canSearch)('where the server has it', () => {
  test('is found, then made, any number of times', async () => {
    expect(await findVectorExtension(db())).toEqual({ kind: 'not_made' })
    expect(await createVectorCheck(db(), 'e')()).toBeUndefined()
    expect(await makeVectorExtension(db())).toEqual({ kind: 'ready' })
    expect(await makeVectorExtension(db())).toEqual({ kind: 'ready' })
  })
})

describe.skipIf(canSearch)('where the server has none', () => {
  test('nobody is asked for vectors, and everybody is told why', async () => {
    expect(await makeVectorExtension(db())).toEqual({ kind: 'missing' })
    const { run, lines } = aRun()
    expect(await run()).toBeUndefined()
    expect(lines().join('')).toContain('this Postgres has no pgvector')
    expect(await createVectorCheck(db(), 'e')()).toContain('by words alone')
  })
})

test.each([
  [64, 'vector'],
  [2_000, 'vector'],
  [2_001, 'halfvec'],
  [4_000, 'halfvec'],
  [4_001, 'vector'],
])('compares %i numbers as %s', (dimensions, type) => {
  expect(vectorType(dimensions)).toBe(type)
})
