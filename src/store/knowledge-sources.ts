import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { SOURCE_NAMES, type SourceName, SyncCounts } from '../domain/knowledge-source.ts'
import type { Db, Tx } from './db.ts'
import { article, articleVersion } from './schema/knowledge.ts'
import { knowledgeSource } from './schema/knowledge-sources.ts'

const Row = z.object({
  name: z.enum(SOURCE_NAMES),
  workspace: z.string().nullable(),
  watermark: z.date().nullable(),
  cursor: z.unknown(),
  syncedAt: z.date().nullable(),
  sweptAt: z.date().nullable(),
  counts: SyncCounts.nullable().catch(null),
  failingSince: z.date().nullable(),
  problem: z.string().nullable(),
  run: z.string().nullable(),
  runUntil: z.date().nullable(),
  runDone: z.number().nullable(),
  runTotal: z.number().nullable(),
})
/** How far a source has been read, and what became of the last try. */
export type SourceRow = z.infer<typeof Row>

/** Every source that was ever read here. */
export async function readSourceRows(db: Db): Promise<readonly SourceRow[]> {
  const rows = await db.select().from(knowledgeSource)
  return rows.flatMap((row) => Row.safeParse(row).data ?? [])
}

/** A run that gives no sign of life for so long has died. */
const BELIEVED = sql`interval '1 minute'`
const inAWhile = sql`clock_timestamp() + ${BELIEVED}`

export type Run = { readonly name: SourceName; readonly run: string }
type Begin = Run & {
  /** Absent: the folder's, and nobody has to wait for anybody. */
  readonly workspace?: string
}

/** Begins a run and tells where the last one stood; `undefined` while another one is under way. */
export async function beginRun(db: Db, { name, run, workspace }: Begin): Promise<SourceRow | undefined> {
  const begun = { run, runUntil: inAWhile, runDone: 0, runTotal: null }
  const isFree = sql`${knowledgeSource.runUntil} is null or ${knowledgeSource.runUntil} < clock_timestamp()`
  const [row] = await db
    .insert(knowledgeSource)
    .values({ name, ...begun })
    .onConflictDoUpdate({
      target: knowledgeSource.name,
      set: begun,
      ...(workspace !== undefined && { setWhere: isFree }),
    })
    .returning()
  return row && Row.parse(row)
}

/** How far a run has come; what is absent stays as it was. */
export type RunMark = {
  readonly done: number
  readonly total?: number
  readonly workspace?: string
  readonly watermark?: Date | null
  readonly cursor?: unknown
  readonly sweptAt?: Date | null
}

/** Keeps how far a run has come. `false`: another one has taken over, and nothing was kept. */
export async function keepRun(tx: Db | Tx, run: Run, { done, total, ...mark }: RunMark): Promise<boolean> {
  const kept = await tx
    .update(knowledgeSource)
    .set({ ...mark, runUntil: inAWhile, runDone: done, runTotal: total ?? null })
    .where(isCurrent(run))
    .returning({ name: knowledgeSource.name })
  return kept.length > 0
}

const OVER = { run: null, runUntil: null, runDone: null, runTotal: null }

/** A run ended well: from now on nothing is wrong with this source. */
export async function endRun(db: Db | Tx, run: Run, counts: SyncCounts): Promise<void> {
  const syncedAt = sql`clock_timestamp()`
  await db
    .update(knowledgeSource)
    .set({ ...OVER, syncedAt, counts, failingSince: null, problem: null })
    .where(isCurrent(run))
}

/** A run was stopped: whoever comes next need not wait. */
export async function releaseRun(db: Db | Tx, run: Run): Promise<void> {
  await db.update(knowledgeSource).set(OVER).where(isCurrent(run))
}

/** A run failed; since when is kept until one ends well. */
export async function failRun(db: Db | Tx, run: Run, problem: string): Promise<void> {
  const failingSince = sql`coalesce(${knowledgeSource.failingSince}, clock_timestamp())`
  await db
    .update(knowledgeSource)
    .set({ ...OVER, failingSince, problem })
    .where(isCurrent(run))
}

/** Forgets how far a source was read: it belonged to another workspace, or is not used any more. */
export async function forgetSource(tx: Db | Tx, name: SourceName): Promise<void> {
  await tx.delete(knowledgeSource).where(eq(knowledgeSource.name, name))
}

const isCurrent = ({ name, run }: Run) => and(eq(knowledgeSource.name, name), eq(knowledgeSource.run, run))

const Counted = z.object({
  source: z.enum(SOURCE_NAMES),
  locale: z.string(),
  articles: z.number(),
  stale: z.number(),
})
/** How many articles of a source are searched in one language; `stale` of them were reviewed before the day asked for. */
export type CountedArticles = z.infer<typeof Counted>

/** What is searched at present. `freshFrom` is a day, such as 2025-11-26 (`firstFreshDay`). */
export async function countArticles(
  db: Db,
  { freshFrom }: { readonly freshFrom: string },
): Promise<readonly CountedArticles[]> {
  const isStale = sql`${articleVersion.reviewed} < ${freshFrom} and not ${articleVersion.sample}`
  const rows = await db
    .select({
      source: article.source,
      locale: articleVersion.locale,
      articles: sql<number>`count(*)::int`,
      stale: sql<number>`(count(*) filter (where ${isStale}))::int`,
    })
    .from(article)
    .innerJoin(articleVersion, eq(articleVersion.id, article.version))
    .groupBy(article.source, articleVersion.locale)
    .orderBy(article.source, articleVersion.locale)
  return rows.map((row) => Counted.parse(row))
}

const Owned = z.object({ source: z.enum(SOURCE_NAMES), owner: z.string(), articles: z.number() })
/** How many articles of a source that are searched somebody owns, as the articles themselves say. */
export type OwnedArticles = z.infer<typeof Owned>

/** Of each source, most articles first. */
export async function countOwned(db: Db): Promise<readonly OwnedArticles[]> {
  const articles = sql<number>`count(*)::int`
  const rows = await db
    .select({ source: article.source, owner: articleVersion.owner, articles })
    .from(article)
    .innerJoin(articleVersion, eq(articleVersion.id, article.version))
    .where(isNotNull(articleVersion.owner))
    .groupBy(article.source, articleVersion.owner)
    .orderBy(article.source, sql`${articles} desc`, articleVersion.owner)
  return rows.map((row) => Owned.parse(row))
}

/** How many articles may be answered from. */
export async function countServed(db: Db, samples: 'use' | 'skip'): Promise<number> {
  const isUsable = sql`not ${articleVersion.sample} or ${samples === 'use'}::boolean`
  const [row] = await db
    .select({ articles: sql<number>`count(*)::int` })
    .from(article)
    .innerJoin(articleVersion, eq(articleVersion.id, article.version))
    .where(isUsable)
  return row?.articles ?? 0
}
