import { SOURCE_NAMES, type SourceName } from '../../domain/knowledge-source.ts'
import type { Db } from '../../store/db.ts'
import { forgetSource, readSourceRows } from '../../store/knowledge-sources.ts'
import { readIndexed } from '../apply-changes.ts'
import { applySteps } from '../apply-steps.ts'

/**
 * Takes the articles of sources that are not used any more out of the index, and forgets how far they were read. Their
 * versions stay, for replay. Returns how many articles went.
 */
export async function retireSources(db: Db, used: readonly SourceName[]): Promise<number> {
  const known = (await readSourceRows(db)).map(({ name }) => name)
  let removed = 0
  for (const source of SOURCE_NAMES.filter((name) => known.includes(name) && !used.includes(name))) {
    const indexed = await readIndexed({ db, source })
    const step = { articles: [], gone: [...indexed.keys()], done: 0 }
    removed += (await applySteps({ db, source, indexed }, [step])).removed.length
    await forgetSource(db, source)
  }
  return removed
}
