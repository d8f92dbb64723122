import type { IntercomSource } from '../domain/knowledge-source.ts'
import type { InboxEvent } from '../intercom/notification.ts'
import type { Db } from '../store/db.ts'
import { addHint } from '../store/knowledge-hints.ts'

export type RecordContentDeps = {
  readonly db: Db
  /** The sources that the settings want. */
  readonly used: readonly IntercomSource[]
  /** Reads what was told of, some time from now. */
  readonly syncSoon: (source: IntercomSource) => void
}

export type RecordContent = (content: NonNullable<InboxEvent['content']>) => Promise<'stored' | 'ignored'>

/**
 * Something became of an article or a snippet. That it is to be read again is committed here (law 1), and the reading
 * follows; one that is lost is made up for by the next look, five minutes later at most.
 */
export const createRecordContent =
  ({ db, used, syncSoon }: RecordContentDeps): RecordContent =>
  async ({ source, id }) => {
    if (!used.includes(source)) return 'ignored'
    await addHint(db, source, id)
    syncSoon(source)
    return 'stored'
  }
