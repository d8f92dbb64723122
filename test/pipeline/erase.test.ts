import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { verifyAudit } from '../../src/store/verify-audit.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON, aMind, plainMind } from '../support/a-mind.ts'
import type { Talk } from '../support/a-talk.ts'

const bench = aBench()

/** A word that the contact writes and nobody else: wherever it is found, a copy was kept. */
const SECRET = 'xylophonist'
const ANSWER = 'Open Settings'

/** How many rows of each table hold a text, whatever the column. */
async function copiesOf(word: string, { ref }: Talk) {
  const { rows } = await bench().db.execute<{ place: string; copies: number }>(sql`
    with mine as (select id from turn where app_id = ${ref.appId} and conversation_id = ${ref.conversationId})
    select place, count(*)::int as copies from (
      select 'part' as place, to_jsonb(part)::text as row from part where conversation_id = ${ref.conversationId}
      union all select 'turn', to_jsonb(turn)::text from turn where id in (select id from mine)
      union all select 'draft', to_jsonb(draft)::text from draft where turn_id in (select id from mine)
      union all select 'evidence', to_jsonb(evidence)::text from evidence where turn_id in (select id from mine)
      union all select 'effect', to_jsonb(effect)::text from effect where conversation_id = ${ref.conversationId}
      union all select 'audit', to_jsonb(audit_event)::text from audit_event where conversation_id = ${ref.conversationId}
      union all select 'notification', to_jsonb(notification)::text from notification where conversation_id = ${ref.conversationId}
      union all select 'job', to_jsonb(job)::text from (select * from conversation where id = ${ref.conversationId}) job
    ) everything where row like ${`%${word}%`} group by place order by place`)
  return Object.fromEntries(rows.map(({ place, copies }) => [place, copies]))
}

const saltsOf = async ({ ref }: Talk) => {
  const { rows } = await bench().db.execute<{ id: string }>(
    sql`select id from part where conversation_id = ${ref.conversationId} and salt is not null`,
  )
  return rows.map(({ id }) => id)
}

const isWhole = async () => expect((await verifyAudit(bench().db)).problems).toEqual([])

describe('before anything is erased', () => {
  test('words stand where they are needed, and never in the audit trail', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(`${ASK_PERSON} ${SECRET}`)
    await desk.finish(talk)
    expect(await copiesOf(SECRET, talk)).toEqual({ part: 1, turn: 1, effect: 1 })
  })
})

describe('redaction erases every copy', () => {
  test('of a message that was answered', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(`${ASK_EXPORT} ${SECRET}`)
    await desk.finish(talk)
    expect(await copiesOf(ANSWER, talk)).toMatchObject({ draft: 1, evidence: 1, effect: 1 })
    await talk.redact(talk.sourceId)
    await bench().heard(talk)
    await desk.finish(talk)
    expect(await copiesOf(SECRET, talk)).toEqual({})
    expect(await copiesOf(ANSWER, talk)).toEqual({})
    expect(await saltsOf(talk)).not.toContain(`source:${talk.sourceId}`)
    await isWhole()
  })

  test('of a message that only gave context to a later turn', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(`${ASK_EXPORT} ${SECRET}`)
    await desk.finish(talk)
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    await desk.finish(talk)
    await talk.redact(talk.sourceId)
    await bench().heard(talk)
    expect(await copiesOf(SECRET, talk)).toEqual({})
    await isWhole()
  })

  test('of an answer of ours', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(ASK_EXPORT)
    await desk.finish(talk)
    const reply = (await talk.entries()).at(-1)
    await talk.redact(reply?.id ?? '')
    await bench().heard(talk)
    expect(await copiesOf(ANSWER, talk)).toEqual({})
  })

  test('when its webhook is lost, with the next read', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(`${ASK_EXPORT} ${SECRET}`)
    await desk.finish(talk)
    await talk.redact(talk.sourceId, { drop: true })
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    await desk.finish(talk)
    expect(await copiesOf(SECRET, talk)).toEqual({})
    expect(await talk.replies()).toHaveLength(2)
    await isWhole()
  })

  test('once, and leaves alone what was answered afterwards', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(`${ASK_EXPORT} ${SECRET}`)
    await talk.redact(talk.sourceId)
    await talk.contact(ASK_PASSWORD)
    await bench().heard(talk)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'contact comment', 'bot comment'])
    const kept = await copiesOf('password', talk)
    expect(kept).toMatchObject({ draft: 1, evidence: 1, effect: 1 })
    // Every notification carries the first message, redacted as it is.
    await talk.teammate('A good customer.', { kind: 'note' })
    await bench().heard(talk)
    expect(await copiesOf('password', talk)).toEqual(kept)
    expect(await copiesOf('part_redacted', talk)).toMatchObject({ audit: 1 })
    await isWhole()
  })

  test.each([
    ['heard', {}],
    ['unheard', { drop: true }],
  ])('while the mind thinks, %s', async (_name, deliver) => {
    const mind = aMind()
    const desk = bench().sitDown({ mind: mind.adapt(plainMind) })
    const { thinking, release } = mind.hold()
    const talk = await bench().start(`${ASK_EXPORT} ${SECRET}`)
    const run = desk.wake(talk)
    await thinking
    await talk.redact(talk.sourceId, deliver)
    await bench().heard(talk)
    release()
    await run
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source'])
    expect(await copiesOf(SECRET, talk)).toEqual({})
    await isWhole()
  })

  test('and a hand-off that is under way ends without the note that quotes it', async () => {
    const { sitDown, start, heard } = bench()
    const talk = await start(`${ASK_PERSON} ${SECRET}`)
    const desk = sitDown({
      adaptIntercom: (own) => ({
        ...own,
        writeComment: async (...written) => {
          const done = await own.writeComment(...written)
          await talk.redact(talk.sourceId)
          await heard(talk)
          return done
        },
      }),
    })
    await desk.finish(talk)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source', 'bot comment', 'bot assignment to Support'])
    expect(await copiesOf(SECRET, talk)).toEqual({})
  })
})

describe('a deleted conversation is forgotten', () => {
  test('after it was answered', async () => {
    const desk = bench().sitDown()
    const talk = await bench().start(`${ASK_EXPORT} ${SECRET}`)
    await desk.finish(talk)
    await talk.remove()
    await bench().heard(talk)
    await desk.finish(talk)
    expect(await copiesOf(SECRET, talk)).toEqual({})
    expect(await copiesOf(ANSWER, talk)).toEqual({})
    expect(await saltsOf(talk)).toEqual([])
    await isWhole()
  })

  test('while the mind thinks', async () => {
    const mind = aMind()
    const desk = bench().sitDown({ mind: mind.adapt(plainMind) })
    const { thinking, release } = mind.hold()
    const talk = await bench().start(`${ASK_EXPORT} ${SECRET}`)
    const run = desk.wake(talk)
    await thinking
    await talk.remove()
    await bench().heard(talk)
    release()
    await run
    await desk.finish(talk)
    expect(await copiesOf(SECRET, talk)).toEqual({})
    await isWhole()
  })

  test('while it is being read', async () => {
    const { sitDown, start, heard } = bench()
    const talk = await start(`${ASK_EXPORT} ${SECRET}`)
    const desk = sitDown({
      adaptIntercom: (own) => ({
        ...own,
        readConversation: async (id) => {
          const read = await own.readConversation(id)
          if (read) await talk.remove()
          await heard(talk)
          return read
        },
      }),
    })
    await desk.finish(talk)
    expect(await copiesOf(SECRET, talk)).toEqual({})
  })

  test('when only a read tells, and not before the read can have caught up with what was heard', async () => {
    const { sitDown, start, letPass } = bench()
    const desk = sitDown()
    const talk = await start(`${ASK_EXPORT} ${SECRET}`)
    await talk.remove({ drop: true })
    expect(await desk.wake(talk)).toBe(true)
    await letPass(talk, 31)
    expect(await desk.wake(talk)).toBe(false)
    expect(await copiesOf(SECRET, talk)).toEqual({})
    expect(await copiesOf('conversation_deleted', talk)).toEqual({ audit: 1 })
  })
})
