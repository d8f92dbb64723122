import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/store/db.ts'
import { aLog } from '../support/a-log.ts'
import { ASK_EXPORT, ASK_PASSWORD, aMind, plainMind } from '../support/a-mind.ts'
import { aStage } from '../support/a-stage.ts'
import { until } from '../support/a-talk.ts'

const mind = aMind()
const { log, lines } = aLog('info')
const stage = aStage({ settings: { mode: 'auto' }, adaptMind: () => mind.adapt(plainMind), log })

const TABLES = ['notification', 'conversation', 'part', 'turn', 'draft', 'effect', 'audit_event']

/** As Postgres does it: whatever needs room is refused with 53100, and what only reads goes on. */
const fillDisk = (db: Db) =>
  db.execute(
    sql.raw(`do $do$ begin
      create function refuse_for_room() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      ${TABLES.map((table) => `create trigger no_room before insert or update on ${table} execute function refuse_for_room();`).join('\n')}
    end $do$`),
  )
const makeRoom = (db: Db) => db.execute(sql`drop function refuse_for_room cascade`)

test('a full disk: webhooks are answered 503, the process lives, and once there is room all is answered once', async () => {
  const { app, start, rest } = stage()
  const { db } = app.store
  const { thinking, release } = mind.hold()
  const inFlight = await start(ASK_EXPORT)
  await thinking
  await fillDisk(db)
  const written = await start(ASK_PASSWORD)
  release()
  await until('the webhook is refused', () => lines().some((line) => line.includes('"status":503')))
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
  await makeRoom(db)
  await Promise.all([inFlight, written].map(rest))
  expect(await Promise.all([inFlight, written].map(({ story }) => story()))).toEqual([
    ['contact source', 'bot comment'],
    ['contact source', 'bot comment'],
  ])
  expect(lines().join('')).toContain('"code":"53100"')
})
