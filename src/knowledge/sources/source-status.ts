import { z } from 'zod'
import type { ModelConfig } from '../../config/parse-config.ts'
import type { Settings } from '../../config/settings.ts'
import { SOURCE_NAMES, SyncCounts } from '../../domain/knowledge-source.ts'
import { firstFreshDay } from '../../domain/review-age.ts'
import type { Db } from '../../store/db.ts'
import {
  countArticles,
  type CountedArticles,
  countOwned,
  readSourceRows,
  type SourceRow,
} from '../../store/knowledge-sources.ts'
import { readWaiting } from './vector-status.ts'

const moment = z.string().nullable()

export const SourceStatus = z.object({
  name: z.enum(SOURCE_NAMES),
  /** `off`: it is not read (any more). */
  use: z.enum(['on', 'off', 'internal', 'public']),
  /** Whoever looks after the source, as the settings say. */
  owner: z.string().nullable(),
  /** Owners that articles name themselves (front matter), most articles first. */
  owners: z.array(z.object({ name: z.string(), articles: z.int() })),
  /** Articles that are searched, by language. */
  articles: z.record(z.string(), z.int()),
  /** Those that were reviewed longer ago than `review_days`. */
  stale: z.int(),
  /** Chunks without a vector of the configured embedding model: found by words alone. Null: none is configured. */
  waiting: z.int().nullable(),
  syncedAt: moment,
  /** When everything was read last; deletions that nobody told of are known up to then. */
  sweptAt: moment,
  counts: SyncCounts.nullable(),
  failingSince: moment,
  problem: z.string().nullable(),
  /** A sync that is under way. */
  running: z.object({ done: z.int(), total: z.int().nullable() }).nullable(),
})
/** How one source of knowledge stands. */
export type SourceStatus = z.infer<typeof SourceStatus>

type Used = {
  readonly settings: Pick<Settings, 'knowledge' | 'review_days'>
  readonly model?: Pick<ModelConfig, 'embedding'>
}

/** Every source that is in use, was in use, or could be. */
export async function readSourceStatus(
  db: Db,
  { settings, model }: Used,
  now: Date,
): Promise<SourceStatus[]> {
  const freshFrom = firstFreshDay(now, settings.review_days)
  const counted = Map.groupBy(await countArticles(db, { freshFrom }), ({ source }) => source)
  const owned = Map.groupBy(await countOwned(db), ({ source }) => source)
  const waiting = model?.embedding === undefined ? undefined : await readWaiting(db, model.embedding)
  const rows = new Map((await readSourceRows(db)).map((row) => [row.name, row]))
  return SOURCE_NAMES.map((name) => ({
    name,
    use: settings.knowledge[name].use,
    owner: settings.knowledge[name].owner ?? null,
    owners: (owned.get(name) ?? []).map(({ owner, articles }) => ({ name: owner, articles })),
    ...inNumbers(counted.get(name) ?? []),
    waiting: waiting ? (waiting.get(name) ?? 0) : null,
    ...standing(rows.get(name), now),
  }))
}

const inNumbers = (counted: readonly CountedArticles[]): Pick<SourceStatus, 'articles' | 'stale'> => ({
  articles: Object.fromEntries(counted.map(({ locale, articles }) => [locale, articles])),
  stale: counted.reduce((sum, { stale }) => sum + stale, 0),
})

type Standing = Pick<SourceStatus, 'syncedAt' | 'sweptAt' | 'counts' | 'failingSince' | 'problem' | 'running'>

function standing(row: SourceRow | undefined, now: Date): Standing {
  const isRunning = row?.runUntil != null && row.runUntil > now
  return {
    syncedAt: row?.syncedAt?.toISOString() ?? null,
    sweptAt: row?.sweptAt?.toISOString() ?? null,
    counts: row?.counts ?? null,
    failingSince: row?.failingSince?.toISOString() ?? null,
    problem: row?.problem ?? null,
    running: isRunning ? { done: row.runDone ?? 0, total: row.runTotal } : null,
  }
}
