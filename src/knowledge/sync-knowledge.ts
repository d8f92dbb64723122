import type { Article } from '../domain/article.ts'
import type { SyncCounts } from '../domain/knowledge-source.ts'
import type { Db } from '../store/db.ts'
import { type Applied, readIndexed } from './apply-changes.ts'
import { applySteps } from './apply-steps.ts'
import { wholeSet } from './sources/whole-set.ts'

/**
 * Makes the index hold exactly these articles of the folder, and leaves those of other sources alone. What has not
 * changed is not touched, so a second start costs one read. Several instances may do it at once: they wait for each other.
 */
export const createSyncKnowledge =
  ({ db }: { readonly db: Db }) =>
  async (articles: readonly Article[]): Promise<SyncCounts> => {
    const deps = { db, source: 'folder' } as const
    const indexed = await readIndexed(deps)
    return countsOf(await applySteps({ ...deps, indexed }, wholeSet(articles, indexed)))
  }

export const countsOf = ({ added, changed, removed, unchanged }: Applied): SyncCounts => ({
  added: added.length,
  changed: changed.length,
  removed: removed.length,
  unchanged,
})
