import { and, eq, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { Db, Tx } from './db.ts'
import { embeddingSpace } from './schema/embeddings.ts'

export type EmbeddingSpace = typeof embeddingSpace.$inferSelect

/** A run that holds a space's lease. */
export type SpaceLease = { readonly space: EmbeddingSpace; readonly token: number }

/** The space that questions are searched in; its dimensions are known. */
export type ServingSpace = { readonly id: number; readonly model: string; readonly dimensions: number }

export const readSpaces = (db: Db): Promise<readonly EmbeddingSpace[]> =>
  db.select().from(embeddingSpace).orderBy(embeddingSpace.id)

export async function findServingSpace(db: Db): Promise<ServingSpace | undefined> {
  const { id, model, dimensions } = embeddingSpace
  const [row] = await db
    .select({ id, model, dimensions })
    .from(embeddingSpace)
    .where(eq(embeddingSpace.state, 'serving'))
  return row?.dimensions ? { ...row, dimensions: row.dimensions } : undefined
}

const LEASE = sql`clock_timestamp() + interval '150 seconds'`

/** Takes a model's space for one run; it is made when it is not there. Nothing while another holds it, or it must wait. */
export async function claimSpace(db: Db, model: string): Promise<SpaceLease | undefined> {
  await db.insert(embeddingSpace).values({ model }).onConflictDoNothing()
  const now = sql`clock_timestamp()`
  const [space] = await db
    .update(embeddingSpace)
    .set({ leaseUntil: LEASE, token: sql`${embeddingSpace.token} + 1` })
    .where(
      and(
        eq(embeddingSpace.model, model),
        lte(embeddingSpace.leaseUntil, now),
        lte(embeddingSpace.retryAt, now),
      ),
    )
    .returning()
  return space && { space, token: space.token }
}

/** Whether the lease is still ours; then it is so for some time more, and nobody takes it before the transaction ends. */
export async function renewLease(tx: Tx, { space, token }: SpaceLease): Promise<boolean> {
  const rows = await tx
    .update(embeddingSpace)
    .set({ leaseUntil: LEASE })
    .where(isHeld(space.id, token))
    .returning({ id: embeddingSpace.id })
  return rows.length > 0
}

const isHeld = (id: number, token: number) => and(eq(embeddingSpace.id, id), eq(embeddingSpace.token, token))

/** What a run came to. */
export type RunEnd = {
  /** Absent: all went well. */
  readonly problem?: string | undefined
  /** Before that nobody tries again. */
  readonly waitMs?: number | undefined
}

/** Gives the lease back and leaves a note. A run that was overtaken changes nothing. */
export async function releaseSpace(
  db: Db,
  { space, token }: SpaceLease,
  { problem, waitMs = 0 }: RunEnd,
): Promise<void> {
  await db
    .update(embeddingSpace)
    .set({
      leaseUntil: sql`clock_timestamp()`,
      retryAt: sql`clock_timestamp() + ${waitMs}::float8 * interval '1 ms'`,
      failures: problem ? sql`${embeddingSpace.failures} + 1` : 0,
      problem: problem ?? null,
    })
    .where(isHeld(space.id, token))
}

const MOST_INDEXED = { vector: 2_000, halfvec: 4_000 }

/** What the numbers are compared as: half precision where the index takes no more, no index beyond that. */
export const vectorType = (dimensions: number): 'vector' | 'halfvec' =>
  dimensions > MOST_INDEXED.vector && dimensions <= MOST_INDEXED.halfvec ? 'halfvec' : 'vector'

/** How a row's numbers are compared; the same words in the index and in the search, or the index is not used. */
export function numbersAs(dimensions: number) {
  return sql.raw(`numbers::${vectorType(dimensions)}(${dimensions})`)
}

/**
 * Settles how many numbers the vectors of a space have, and makes its index while there is nothing in it yet, so that no
 * statement ever runs long. Nothing of a caller's text gets into the statement: numbers only.
 */
export async function openSpace(tx: Tx, id: number, dimensions: number): Promise<void> {
  await tx.update(embeddingSpace).set({ dimensions }).where(eq(embeddingSpace.id, id))
  if (dimensions > MOST_INDEXED.halfvec) return
  const type = vectorType(dimensions)
  await tx.execute(
    sql.raw(`create index if not exists ${indexOf(id)} on embedding
      using hnsw ((numbers::${type}(${dimensions})) ${type}_cosine_ops) where space = ${id}`),
  )
}

const indexOf = (id: number): string => `embedding_near_${id}`

/** One that is being filled elsewhere, by an instance that is configured otherwise, is left alone this long. */
const LEFT_ALONE = sql`interval '10 minutes'`

/**
 * Lets a space serve and removes what served before, with its vectors and its index. `false` for one that nothing was
 * ever embedded in. The caller holds its lease.
 */
export async function serveSpace(tx: Tx, id: number): Promise<boolean> {
  const isSpace = eq(embeddingSpace.id, id)
  const [space] = await tx.select().from(embeddingSpace).where(isSpace)
  if (!space?.dimensions) return false
  const isIdle = lt(embeddingSpace.leaseUntil, sql`clock_timestamp() - ${LEFT_ALONE}`)
  const removed = await tx
    .delete(embeddingSpace)
    .where(and(ne(embeddingSpace.id, id), or(eq(embeddingSpace.state, 'serving'), isIdle)))
    .returning({ id: embeddingSpace.id })
  for (const gone of removed) await tx.execute(sql.raw(`drop index if exists ${indexOf(gone.id)}`))
  await tx.update(embeddingSpace).set({ state: 'serving' }).where(isSpace)
  return true
}
