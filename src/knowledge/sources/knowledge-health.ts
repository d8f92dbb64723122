import type { Settings } from '../../config/settings.ts'
import type { Db } from '../../store/db.ts'
import { countServed, readSourceRows, type SourceRow } from '../../store/knowledge-sources.ts'

export type HealthDeps = {
  readonly db: Db
  readonly settings: Settings['knowledge']
  readonly samples: 'use' | 'skip'
}

export type KnowledgeHealth = {
  /** Why nothing can be answered. */
  readonly check: () => Promise<string | undefined>
  /** Which sources are not up to date: since when, and what to do. What was read before is still answered from. */
  readonly warning: () => Promise<string | undefined>
}

/** Whether there is something to answer from, and whether it is up to date; asked of the database each time. */
export const createKnowledgeHealth = ({ db, settings, samples }: HealthDeps): KnowledgeHealth => ({
  check: async () => ((await countServed(db, samples)) > 0 ? undefined : 'no article is indexed'),
  warning: async () => {
    const failing = (await readSourceRows(db)).filter(
      ({ name, failingSince }) => failingSince && settings[name].use !== 'off',
    )
    return failing.length > 0 ? failing.map(failureInWords).join(' ') : undefined
  },
})

/** `articles has failed since 2026-11-26 04:00 UTC: ...` */
export const failureInWords = ({ name, failingSince, problem }: SourceRow): string =>
  `${name} has failed since ${failingSince?.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${problem ?? 'no reason is known'}`
