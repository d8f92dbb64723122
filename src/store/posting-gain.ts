import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { BODY_B, K1, TITLE_B, TITLE_WEIGHT } from '../domain/bm25f.ts'
import type { Tx } from './db.ts'
import { indexedChunk, posting, shelf } from './schema/knowledge.ts'

type Sql = ReturnType<typeof sql>

/** Average lengths of a shelf's chunks, in content words; never below one. */
export type Averages = { readonly titleWords: Sql; readonly bodyWords: Sql }

/** Where a posting's counts and its chunk's lengths are read. */
export type Counted = {
  readonly inTitle: Sql
  readonly inBody: Sql
  readonly titleWords: Sql
  readonly bodyWords: Sql
}

/** BM25F of one word in one chunk, without its rarity: each repetition adds less than the one before, never above k1 + 1. */
export function gainOf(counted: Counted, averages: Averages): Sql {
  const title = tempered(counted.titleWords, { b: TITLE_B, average: averages.titleWords })
  const body = tempered(counted.bodyWords, { b: BODY_B, average: averages.bodyWords })
  const amount = sql`(${real(TITLE_WEIGHT)} * ${counted.inTitle} / ${title} + ${counted.inBody} / ${body})`
  return sql`(${real(K1 + 1)} * (1 - ${real(K1)} / (${real(K1)} + ${amount})))::real`
}

const tempered = (words: Sql, { b, average }: { readonly b: number; readonly average: Sql }): Sql =>
  sql`(${real(1 - b)} + ${real(b)} * ${words} / greatest(1, ${average}))`

/** Postgres would take a bare parameter for the type of the column beside it. */
const real = (value: number) => sql`${value}::float8`

/** Averages that are further from those of the gains than this are another collection's. */
const DRIFT = 1.25
/** In one statement, none of which may take long. */
const CHUNKS_PER_UPDATE = 2_000

const Drifted = z.object({ id: z.number() })
const Numbers = z.object({ chunk: z.number() })

/**
 * Works the gains of a shelf out anew when its chunks have become longer or shorter on average. They choose what is
 * looked at closely; the scores themselves always rest on the averages of the day.
 */
export async function refreshGains(tx: Tx): Promise<void> {
  const drifted = await tx.execute(
    sql`select id from ${shelf} where chunks > 0 and (${hasDrifted('title_words')} or ${hasDrifted('body_words')})`,
    'objects',
  )
  for (const row of drifted) await refreshShelf(tx, Drifted.parse(row).id)
}

function hasDrifted(field: 'title_words' | 'body_words'): Sql {
  const now = sql`greatest(1, ${sql.identifier(field)}::float8 / chunks)`
  const then = sql`greatest(1, ${sql.identifier(`gain_${field}`)})`
  return sql`greatest(${now} / ${then}, ${then} / ${now}) > ${real(DRIFT)}`
}

async function refreshShelf(tx: Tx, id: number): Promise<void> {
  await tx.execute(sql`update ${shelf} set gain_title_words = title_words::float8 / chunks,
    gain_body_words = body_words::float8 / chunks where id = ${id}`)
  const rows = await tx.execute(
    sql`select chunk from ${indexedChunk} where shelf = ${id} order by chunk`,
    'objects',
  )
  const chunks = rows.map((row) => Numbers.parse(row).chunk)
  for (let start = 0; start < chunks.length; start += CHUNKS_PER_UPDATE) {
    await refreshChunks(tx, chunks.slice(start, start + CHUNKS_PER_UPDATE))
  }
}

const refreshChunks = (tx: Tx, chunks: readonly number[]) =>
  tx.execute(sql`
    update ${posting} set gain = ${gainOf(
      {
        inTitle: sql`posting.in_title`,
        inBody: sql`posting.in_body`,
        titleWords: sql`indexed.title_words`,
        bodyWords: sql`indexed.body_words`,
      },
      { titleWords: sql`shelf.gain_title_words`, bodyWords: sql`shelf.gain_body_words` },
    )}
    from ${indexedChunk} as indexed, ${shelf}
    where posting.chunk = any(${sql.param(chunks)}::int[]) and indexed.chunk = posting.chunk and shelf.id = posting.shelf`)
