import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { z } from 'zod'

const DELAY = `
  select percentile_cont(0.5) within group (order by extract(epoch from t.started_at - p.heard_at) * 1000)::float8 as ms
  from turn t join part p on p.app_id = t.app_id and p.conversation_id = t.conversation_id and p.id = t.as_of
  where p.heard_at is not null`
const Rows = z.array(z.object({ ms: z.number() }))

/** Median milliseconds from storing a message to the start of its turn, as a database tells that nobody uses any more. */
export async function readStartDelay(databaseUrl: string): Promise<number> {
  const [row] = Rows.parse(await query(databaseUrl))
  return row?.ms ?? Number.NaN
}

async function query(databaseUrl: string): Promise<unknown> {
  if (databaseUrl.startsWith('pglite:')) {
    const client = await PGlite.create(databaseUrl.slice('pglite:'.length))
    return (await client.query(DELAY).finally(() => client.close())).rows
  }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  return (await client.query(DELAY).finally(() => client.end())).rows
}
