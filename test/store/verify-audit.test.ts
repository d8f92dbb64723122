import { setTimeout as wait } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import type { ConversationRef } from '../../src/domain/ids.ts'
import { appendAudit } from '../../src/store/audit.ts'
import { auditHead, matchesHead, verifyAudit } from '../../src/store/verify-audit.ts'
import { aDatabase } from '../support/a-database.ts'
import { aRef } from './a-ref.ts'

const { db } = aDatabase()

/** What somebody who owns the database can do: put the trigger to sleep, change, and wake it again. */
async function tamper(...statements: readonly SQL[]): Promise<void> {
  await db().execute(sql`alter table audit_event disable trigger user`)
  for (const statement of statements) await db().execute(statement)
  await db().execute(sql`alter table audit_event enable trigger user`)
}

beforeEach(() => tamper(sql`truncate audit_event`))

async function aChain(length: number): Promise<ConversationRef> {
  const ref = aRef()
  const facts = Array.from({ length }, (_, n) => ({ kind: 'decided', facts: { rule: `rule-${n}` } }) as const)
  await db().transaction((tx) => appendAudit(tx, ref, facts))
  return ref
}

const at = (ref: ConversationRef, seq: number) =>
  sql`conversation_id = ${ref.conversationId} and seq = ${seq}`

test('finds nothing wrong with chains that were only appended to', async () => {
  await aChain(4)
  await aChain(1)
  expect(await verifyAudit(db())).toEqual({ chains: 2, events: 5, problems: [] })
})

test('finds nothing at all in an empty trail', async () => {
  expect(await verifyAudit(db())).toEqual({ chains: 0, events: 0, problems: [] })
})

type Tampering = (ref: ConversationRef) => readonly SQL[]
const set =
  (assignment: SQL): Tampering =>
  (ref) => [sql`update audit_event set ${assignment} where ${at(ref, 3)}`]

test.each<[string, Tampering, readonly string[]]>([
  ['a changed fact', set(sql`facts = '{"rule": "another"}'`), ['3 changed']],
  ['an added fact', set(sql`facts = facts || '{"more": 1}'`), ['3 changed']],
  ['a changed kind', set(sql`kind = 'drafted'`), ['3 changed']],
  ['a changed moment', set(sql`at = at - interval '1 ms'`), ['3 changed']],
  ['a changed turn', set(sql`turn_id = 'another'`), ['3 changed']],
  ['a changed hash', set(sql`hash = repeat('0', 64)`), ['3 changed', '4 broken_link']],
  ['a changed link', set(sql`previous_hash = repeat('0', 64)`), ['3 broken_link']],
  ['a removed event', (ref) => [sql`delete from audit_event where ${at(ref, 3)}`], ['4 missing_before']],
  ['a removed beginning', (ref) => [sql`delete from audit_event where ${at(ref, 1)}`], ['2 missing_before']],
  [
    'a gap that was closed by counting anew',
    (ref) => [
      sql`delete from audit_event where ${at(ref, 3)}`,
      sql`update audit_event set seq = 3 where ${at(ref, 4)}`,
      sql`update audit_event set seq = 4 where ${at(ref, 5)}`,
    ],
    ['3 broken_link', '4 changed'],
  ],
  [
    'a swapped order',
    (ref) => [
      sql`update audit_event set seq = 99 where ${at(ref, 3)}`,
      sql`update audit_event set seq = 3 where ${at(ref, 4)}`,
      sql`update audit_event set seq = 4 where ${at(ref, 99)}`,
    ],
    ['3 broken_link', '4 broken_link', '5 broken_link'],
  ],
  [
    'an event moved to another conversation',
    (ref) => [sql`update audit_event set conversation_id = 'another', seq = 1 where ${at(ref, 5)}`],
    ['1 broken_link'],
  ],
])('finds %s, and where', async (_case, tampering, found) => {
  await aChain(5)
  const ref = await aChain(5)
  await tamper(...tampering(ref))
  const { problems } = await verifyAudit(db())
  expect(problems.map(({ seq, problem }) => `${seq} ${problem}`)).toEqual(found)
  expect(problems[0]?.appId).toBe(ref.appId)
})

test('reads trails longer than one page', async () => {
  const ref = await aChain(2_100)
  await tamper(sql`update audit_event set facts = '{}' where ${at(ref, 2_050)}`)
  expect(await verifyAudit(db())).toEqual({
    chains: 1,
    events: 2_100,
    problems: [{ ...ref, seq: 2_050, problem: 'changed' }],
  })
})

/** Heads leave out the last five minutes: this one covers everything up to now. */
const headOfNow = () => auditHead(db(), new Date(Date.now() + 5 * 60_000))

test('matches a head with the trail it was made of, also after more was appended', async () => {
  const ref = await aChain(3)
  const head = await headOfNow()
  expect(await matchesHead(db(), head)).toBe('same')
  await wait(5)
  await db().transaction((tx) => appendAudit(tx, ref, [{ kind: 'turn_ended', facts: {} }]))
  await aChain(2)
  expect(await matchesHead(db(), head)).toBe('same')
  expect(await headOfNow()).not.toBe(head)
})

test.each<[string, (ref: ConversationRef) => SQL]>([
  ['a removed tail', (ref) => sql`delete from audit_event where ${at(ref, 5)}`],
  ['a removed chain', (ref) => sql`delete from audit_event where conversation_id = ${ref.conversationId}`],
  ['a last event with another hash', (ref) => sql`update audit_event set hash = 'x' where ${at(ref, 5)}`],
  ['an event dated back', (ref) => sql`update audit_event set at = at + interval '1 h' where ${at(ref, 5)}`],
])('tells %s by a head, where the chains alone may say nothing', async (_case, tampering) => {
  await aChain(5)
  const ref = await aChain(5)
  const head = await headOfNow()
  await tamper(tampering(ref))
  expect(await matchesHead(db(), head)).toBe('rewritten')
})

test('leaves what may still be on its way out of a head', async () => {
  const empty = await auditHead(db(), new Date('2026-01-01'))
  await aChain(1)
  const now = await auditHead(db(), new Date())
  expect(now.slice(14)).toBe(empty.slice(14))
})

test('does not confuse a head of another moment or hash with the right one', async () => {
  await aChain(2)
  const head = await headOfNow()
  const [moment, hash] = head.split('-')
  expect(await matchesHead(db(), `${moment}-${'0'.repeat(64)}`)).toBe('rewritten')
  expect(await matchesHead(db(), `${Number(moment) - 3_600_000}-${hash}`)).toBe('rewritten')
})

test.each([
  '',
  'head',
  '0'.repeat(64),
  `1-${'0'.repeat(64)}`,
  `1764000000000-${'0'.repeat(63)}`,
  `1764000000000-${'G'.repeat(64)}`,
])('takes %j for no head at all', async (head) => {
  expect(await matchesHead(db(), head)).toBe('malformed')
})
