import type { Settings } from '../config/settings.ts'
import type { AppId } from '../domain/ids.ts'
import type { Db } from '../store/db.ts'
import { spentSince } from '../store/model-calls.ts'

/** What a workspace has spent on models today. */
export type Budget = {
  readonly spentUsd: number
  /** Absent: no limit. */
  readonly limitUsd?: number
  readonly reached: boolean
}

export type ReadBudget = (appId: AppId) => Promise<Budget>

export type BudgetDeps = {
  readonly db: Db
  readonly limits: Settings['limits']
  readonly now?: () => Date
}

/**
 * From midnight to midnight, UTC. Calls that are under way are not in it yet, so that a day may end a few calls above
 * its limit; a call whose price is unknown counts nothing.
 */
export const createReadBudget =
  ({ db, limits, now = () => new Date() }: BudgetDeps): ReadBudget =>
  async (appId) => {
    const limitUsd = limits.model_spend_per_day
    const spentUsd = await spentSince(db, appId, midnight(now()))
    if (limitUsd === undefined) return { spentUsd, reached: false }
    return { spentUsd, limitUsd, reached: spentUsd >= limitUsd }
  }

export const midnight = (at: Date): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()))
