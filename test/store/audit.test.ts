import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuditFact } from '../../src/domain/audit-event.ts'
import { sourceEntry } from '../../src/domain/ids.ts'
import { appendAudit, FIRST_HASH, readAudit } from '../../src/store/audit.ts'
import { forgetConversation, inConversation } from '../../src/store/conversations.ts'
import { eraseEntries, keptEntries, rememberEntries } from '../../src/store/parts.ts'
import { part } from '../../src/store/schema/conversations.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { verifyAudit } from '../../src/store/verify-audit.ts'
import { aDatabase } from '../support/a-database.ts'
import { aSource } from '../support/builders.ts'
import { aRef, aTurnId } from './a-ref.ts'
import { hear } from './hear.ts'

const { db } = aDatabase()

const aFact = (overrides: Partial<AuditFact> = {}): AuditFact => ({
  kind: 'understood',
  facts: { language: 'en', risks: [], confidence: 0.87 },
  ...overrides,
})

test('chains the events of a conversation: each holds the hash of the one before', async () => {
  const ref = aRef()
  const turnId = aTurnId()
  await db().transaction((tx) => appendAudit(tx, ref, [aFact({ turnId }), aFact({ kind: 'retrieved' })]))
  await db().transaction((tx) => appendAudit(tx, ref, [aFact({ kind: 'decided' })]))
  const events = await readAudit(db(), ref)
  expect(events.map(({ seq, kind, turnId: turn }) => [seq, kind, turn])).toEqual([
    [1, 'understood', turnId],
    [2, 'retrieved', null],
    [3, 'decided', null],
  ])
  expect(events.map((event) => event.previousHash)).toEqual([
    FIRST_HASH,
    ...events.slice(0, -1).map((event) => event.hash),
  ])
  for (const { hash } of events) expect(hash).toMatch(/^[0-9a-f]{64}$/)
})

test('keeps a chain for each conversation', async () => {
  const [one, two] = [aRef(), aRef()]
  await db().transaction((tx) => appendAudit(tx, one, [aFact()]))
  await db().transaction((tx) => appendAudit(tx, two, [aFact()]))
  const [[first], [second]] = [await readAudit(db(), one), await readAudit(db(), two)]
  expect(first).toMatchObject({ seq: 1, previousHash: FIRST_HASH })
  expect(second).toMatchObject({ seq: 1, previousHash: FIRST_HASH })
  expect(first?.hash).not.toBe(second?.hash)
})

test('appends nothing of a transaction that is rolled back, and nothing for no events', async () => {
  const ref = aRef()
  const failing = db().transaction(async (tx) => {
    await appendAudit(tx, ref, [aFact()])
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  await db().transaction((tx) => appendAudit(tx, ref, []))
  expect(await readAudit(db(), ref)).toEqual([])
})

test('grows one chain from many transactions at once', async () => {
  const ref = aRef()
  await hear(db(), ref)
  await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      inConversation(db(), ref, (tx) =>
        appendAudit(tx, ref, [aFact({ facts: { n } }), aFact({ facts: { n } })]),
      ),
    ),
  )
  expect((await readAudit(db(), ref)).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 20 }, (_, n) => n + 1),
  )
  expect((await verifyAudit(db())).problems).toEqual([])
})

// jsonb sorts keys and writes numbers its own way: the hash must not notice.
const aCode = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\0'))
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    aCode,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(aCode, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))
test('hashes facts as the database gives them back, whatever they are', async () => {
  const ref = aRef()
  const facts = fc.sample(value, { numRuns: 300, seed: 20_261_124 })
  await db().transaction((tx) =>
    appendAudit(
      tx,
      ref,
      facts.map((fact) => aFact({ facts: JSON.parse(JSON.stringify({ fact, nothing: undefined })) })),
    ),
  )
  expect((await verifyAudit(db())).problems).toEqual([])
})

test.each([
  ['UPDATE', sql`update audit_event set facts = '{}'`],
  ['UPDATE', sql`update audit_event set facts = '{}' where false`],
  ['DELETE', sql`delete from audit_event`],
  ['TRUNCATE', sql`truncate audit_event`],
])('refuses %s on the trail with the state 42501, whoever sends it', async (operation, statement) => {
  const ref = aRef()
  await db().transaction((tx) => appendAudit(tx, ref, [aFact()]))
  await expect(db().execute(statement)).rejects.toMatchObject({
    cause: { code: '42501', message: expect.stringContaining(`append-only: ${operation} refused`) },
  })
  expect(await readAudit(db(), ref)).toHaveLength(1)
})

test.each([
  ['redacted', eraseEntries],
  ['deleted with its conversation', forgetConversation],
])(
  'stays valid when a text is %s: the salt goes with it, so that nothing is left to guess from',
  async (_case, erase) => {
    const ref = aRef()
    const source = aSource({ id: sourceEntry('s1'), text: 'my card is 4111 1111 1111 1111' })
    await db().transaction(async (tx) => {
      await hear(tx, ref)
      await rememberEntries(tx, ref, [source])
      const kept = await keptEntries(tx, ref, [source.id])
      const hashes = Object.fromEntries([...kept].map(([id, { hash }]) => [id, hash]))
      await appendAudit(tx, ref, [aFact({ kind: 'conversation_read', facts: { hashes } })])
    })
    const read = () => db().select().from(part).where(ofConversation(part, ref))
    const [before] = await read()
    await db().transaction((tx) => erase(tx, ref, [source.id]))
    const [after] = await read()
    expect(after).toMatchObject({ text: null, salt: null, textHash: before?.textHash })
    const trail = JSON.stringify(await readAudit(db(), ref))
    expect(trail).toContain(before?.textHash)
    expect(trail).not.toContain('4111 1111')
    expect((await verifyAudit(db())).problems).toEqual([])
  },
)
