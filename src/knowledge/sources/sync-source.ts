import { randomUUID } from 'node:crypto'
import type { SourceName } from '../../domain/knowledge-source.ts'
import { IntercomError } from '../../intercom/intercom-error.ts'
import type { Db, Tx } from '../../store/db.ts'
import { readHints, removeHints } from '../../store/knowledge-hints.ts'
import {
  beginRun,
  endRun,
  failRun,
  keepRun,
  type Run,
  type SourceRow,
} from '../../store/knowledge-sources.ts'
import type { Log } from '../../telemetry/create-log.ts'
import { type Applied, readIndexed } from '../apply-changes.ts'
import { applySteps } from '../apply-steps.ts'
import { KnowledgeError } from '../knowledge-error.ts'
import { countsOf } from '../sync-knowledge.ts'
import type { Source, Standing, Step } from './source.ts'

export type SyncDeps = {
  readonly db: Db
  readonly onProgress?: (progress: SourceProgress) => void
}

/** How far a sync has come; `total` is absent until it is known. */
export type SourceProgress = { readonly name: SourceName; readonly done: number; readonly total?: number }

/** How the sync of one source ended. */
export type SyncEnd =
  | { readonly kind: 'synced'; readonly name: SourceName; readonly applied: Applied }
  | {
      readonly kind: 'failed'
      readonly name: SourceName
      /** For operators. */
      readonly problem: string
      /** For the log. */
      readonly error: unknown
    }
  /** Another instance is at it. */
  | { readonly kind: 'busy'; readonly name: SourceName }

/**
 * Brings the index up to what a source holds. A failure is kept beside the source, for `readyz`, `doctor` and `status`,
 * and what was indexed before goes on being searched.
 */
export const createSyncSource =
  (deps: SyncDeps) =>
  async (source: Source, { isWhole = false }: { readonly isWhole?: boolean } = {}): Promise<SyncEnd> => {
    const { db } = deps
    const { name } = source
    const run = { name, run: randomUUID() }
    const before = await beginRun(db, { ...run, ...(source.workspace && { workspace: source.workspace }) })
    if (!before) return { kind: 'busy', name }
    try {
      const applied = await carryOut(deps, { source, run, before, isWhole })
      await endRun(db, run, countsOf(applied))
      return { kind: 'synced', name, applied }
    } catch (error) {
      if (error instanceof RunOverError) return { kind: 'busy', name }
      const problem = inWords(error)
      await failRun(db, run, problem)
      return { kind: 'failed', name, problem, error }
    }
  }

export type SyncSource = ReturnType<typeof createSyncSource>

type Work = {
  readonly source: Source
  readonly run: Run
  readonly before: SourceRow
  readonly isWhole: boolean
}

async function carryOut(
  { db, onProgress }: SyncDeps,
  { source, run, before, isWhole }: Work,
): Promise<Applied> {
  const { name, workspace } = source
  const indexed = await readIndexed({ db, source: name })
  const hints = await readHints(db, name)
  const standing: Standing = {
    ...(before.watermark && { watermark: before.watermark }),
    ...(before.cursor != null && { cursor: before.cursor }),
    ...(before.sweptAt && { sweptAt: before.sweptAt }),
    hints: hints.map(({ item }) => item),
    isWhole,
    indexed,
  }
  const keep = async (tx: Tx, { done, total, mark }: Step) => {
    const progress = { done, ...(total !== undefined && { total }) }
    const isKept = await keepRun(tx, run, { ...progress, ...(workspace && { workspace }), ...mark })
    // Two readings of the same folder find the same; of Intercom, the one that began later knows better.
    if (workspace && !isKept) throw new RunOverError(`The sync of ${name} has been taken over.`)
  }
  const onStep = ({ done, total }: Step) =>
    onProgress?.({ name, done, ...(total !== undefined && { total }) })
  const applied = await applySteps({ db, source: name, indexed, keep, onStep }, source.read(standing))
  await removeHints(db, name, hints)
  return applied
}

/** Another instance has taken over: what this one has read may be older. */
class RunOverError extends Error {
  override readonly name = 'RunOverError'
}

const isForPeople = (error: unknown): error is Error =>
  error instanceof KnowledgeError || error instanceof IntercomError

/** Only what is made for people: the words of other errors may quote what somebody wrote. */
const inWords = (error: unknown): string =>
  isForPeople(error)
    ? error.message
    : `It failed unexpectedly (${error instanceof Error ? error.name : 'no error'}): see the log.`

/** Writes down how a sync ended, for whoever reads the log: what was not expected, with its stack. */
export function tellSync(log: Log, end: SyncEnd): void {
  if (end.kind === 'synced') log.info({ source: end.name, ...countsOf(end.applied) }, 'knowledge synced')
  if (end.kind !== 'failed') return
  const { name: source, problem, error } = end
  if (isForPeople(error)) log.info({ source, problem }, 'a source of knowledge failed')
  else log.error({ source, err: error }, 'a source of knowledge failed')
}
