import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AppId } from '../../src/domain/ids.ts'
import { countTotals } from '../../src/pipeline/digest/count-totals.ts'
import { createNightlyDigest } from '../../src/pipeline/nightly-digest.ts'
import { storeDigest } from '../../src/store/digests.ts'
import { aDatabase } from '../support/a-database.ts'
import { aStage } from '../support/a-stage.ts'

const database = aDatabase()
const stage = aStage({ settings: { digest: { at: '06:15', timezone: 'Europe/Madrid' } } })
const appId = AppId.parse('app1')
const totals = countTotals([], { thanked: 0, unread: [], isComplete: true })

test('makes the summary of the local day when its time has come, and of each day once', async () => {
  const db = database.db()
  const made: string[] = []
  const at = { now: new Date('2026-11-24T23:30:00Z') }
  const nightly = createNightlyDigest({
    db,
    appId,
    time: { at: '00:15', timezone: 'Europe/Madrid' },
    now: () => at.now,
    make: async ({ date }) => {
      made.push(date)
      const ref = { appId, date }
      await storeDigest(db, ref, { made: { timezone: 'Europe/Madrid', totals, items: [] }, replace: false })
      return { kind: 'not_today', today: date }
    },
  })
  for (const now of [
    '2026-11-24T23:10:00Z',
    '2026-11-24T23:15:00Z',
    '2026-11-25T00:15:00Z',
    '2026-11-26T09:00:00Z',
  ]) {
    at.now = new Date(now)
    await nightly()
  }
  expect(made).toEqual(['2026-11-25', '2026-11-26'])
})

test('is asked for in its time zone', async () => {
  const { rows } = await stage().app.store.db.execute<{ cron: string; timezone: string }>(
    sql`select cron, timezone from pgboss.schedule where name = 'digest'`,
  )
  expect(rows).toEqual([{ cron: '15 * * * *', timezone: 'Europe/Madrid' }])
})
