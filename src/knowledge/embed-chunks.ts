import {
  claimSpace,
  findServingSpace,
  releaseSpace,
  renewLease,
  type RunEnd,
  type SpaceLease,
  serveSpace,
} from '../store/embedding-spaces.ts'
import { readArticlesMark } from '../store/articles.ts'
import { countWaiting, removeStaleEmbeddings } from '../store/embeddings.ts'
import { makeVectorExtension } from '../store/vector-extension.ts'
import type { Log } from '../telemetry/create-log.ts'
import { createEmbedNext, type EmbedNextDeps } from './embed-next.ts'
import { type EmbedFailure, embeddingProblem, extensionProblem } from './embedding-problem.ts'

export type EmbedChunksDeps = EmbedNextDeps & {
  /** The one that is configured. */
  readonly model: string
  readonly log: Log
}

/** What a run did, in chunks. */
export type EmbedReport = { readonly embedded: number; readonly reused: number; readonly removed: number }

/** The next run goes on: a stop, or another model, is never far. */
const RUN_MS = 5 * 60_000
/** After a run that came to nothing, and twice as long after each further one. */
const PAUSE_MS = { first: 15_000, longest: 15 * 60_000 }

/**
 * Gives every chunk that is searched a vector of the configured model, batch by batch. It may end anywhere and goes on
 * where it was; several instances may run it, one of them works. Once nothing is missing the model serves, and what
 * served before is removed. Nothing is returned where this instance had nothing to do.
 */
export function createEmbedChunks(deps: EmbedChunksDeps): () => Promise<EmbedReport | undefined> {
  const { db, model, log } = deps
  let told: string | undefined
  let settled: string | undefined
  return async () => {
    const mark = await readArticlesMark(db)
    if (mark === settled && (await findServingSpace(db))?.model === model) return undefined
    const unfit = extensionProblem(await makeVectorExtension(db))
    if (unfit && unfit !== told) log.warn({ problem: unfit }, 'no vectors')
    told = unfit
    const lease = unfit === undefined && (await claimSpace(db, model))
    if (!lease) return undefined
    const { isWhole, ...report } = await run(deps, lease)
    settled = isWhole ? mark : undefined
    return report
  }
}

async function run(
  deps: EmbedChunksDeps,
  lease: SpaceLease,
): Promise<EmbedReport & { readonly isWhole: boolean }> {
  const { db, log } = deps
  let end: RunEnd = { problem: 'embedding broke off: see the log', waitMs: pauseMs(lease) }
  try {
    const { failure, ...done } = await embedAll(deps, lease)
    end = failure ? endOf(deps, failure, lease) : {}
    const removed = failure ? undefined : await tidyUp(deps, lease)
    const report = { ...done, removed: removed ?? 0 }
    if (end.problem) log.warn({ ...report, problem: end.problem }, 'embedding is held up')
    else if (Object.values(report).some((count) => count > 0)) log.info(report, 'chunks embedded')
    return { ...report, isWhole: removed !== undefined }
  } finally {
    await releaseSpace(db, lease, end)
  }
}

type Done = { readonly embedded: number; readonly reused: number; readonly failure?: EmbedFailure }

async function embedAll(deps: EmbedChunksDeps, lease: SpaceLease): Promise<Done> {
  const next = createEmbedNext(deps, lease)
  const endMs = performance.now() + RUN_MS
  let done: Done = { embedded: 0, reused: 0 }
  while (!deps.signal.aborted && performance.now() < endMs) {
    const step = await next()
    if (step.kind === 'failed') return { ...done, failure: step }
    if (step.kind !== 'progress') return done
    done = { embedded: done.embedded + step.embedded, reused: done.reused + step.reused }
  }
  return done
}

/** A stop is no failure. */
function endOf({ model, signal }: EmbedChunksDeps, failure: EmbedFailure, lease: SpaceLease): RunEnd {
  if (signal.aborted) return {}
  return {
    problem: embeddingProblem(model, failure),
    waitMs: Math.min(Math.max(failure.retryAfterMs ?? 0, pauseMs(lease)), PAUSE_MS.longest),
  }
}

const pauseMs = ({ space }: SpaceLease): number =>
  Math.min(PAUSE_MS.first * 2 ** Math.min(space.failures, 10), PAUSE_MS.longest)

/** If nothing is missing the space serves, and what is searched no more goes. Nothing is returned if something is. */
async function tidyUp({ db, model, log }: EmbedChunksDeps, lease: SpaceLease): Promise<number | undefined> {
  const { id, state } = lease.space
  if ((await countWaiting(db, id)) > 0) return undefined
  await db.transaction(async (tx) => {
    if (!(await renewLease(tx, lease)) || !(await serveSpace(tx, id))) return
    if (state !== 'serving') log.info({ model }, 'embedding model serves')
  })
  return removeStaleEmbeddings(db, id)
}
