import type { Settings } from '../../config/settings.ts'
import { SOURCE_NAMES, type SourceName } from '../../domain/knowledge-source.ts'
import { readPublicPaths } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { forgetSource, readSourceRows } from '../../store/knowledge-sources.ts'
import { readIndexed } from '../apply-changes.ts'
import { applySteps } from '../apply-steps.ts'

type Knowledge = Settings['knowledge']

/**
 * Makes what is indexed fit the settings before anybody is answered: the articles of sources that are not used any more
 * go, and so do those that contacts may not see any more (law 9). How far such a source was read is forgotten, so that
 * its next sync reads everything anew. Versions stay, for replay. Returns how many articles went.
 */
export async function retireSources(db: Db, knowledge: Knowledge): Promise<number> {
  const known = (await readSourceRows(db)).map(({ name }) => name)
  let removed = 0
  for (const source of SOURCE_NAMES.filter((name) => known.includes(name))) {
    const indexed = await readIndexed({ db, source })
    const misfits = await findMisfits(db, source, { use: knowledge[source].use, paths: [...indexed.keys()] })
    if (!misfits) continue
    const step = { articles: [], gone: misfits, done: 0 }
    removed += (await applySteps({ db, source, indexed }, [step])).removed.length
    await forgetSource(db, source)
  }
  return removed
}

type Held = { readonly use: Knowledge[SourceName]['use']; readonly paths: readonly string[] }

/** What must go; nothing where the source may stay as it was read. */
async function findMisfits(
  db: Db,
  source: SourceName,
  { use, paths }: Held,
): Promise<readonly string[] | undefined> {
  if (use === 'off') return paths
  if (use === 'on') return undefined
  const seenByAll = await readPublicPaths(db, source)
  if (use === 'internal') return seenByAll.length > 0 ? seenByAll : undefined
  // It may have been for teammates before. Where it holds nothing for all, reading it anew once more does no harm.
  return seenByAll.length === 0 && paths.length > 0 ? [] : undefined
}
