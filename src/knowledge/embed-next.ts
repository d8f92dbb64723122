import { createAllowance } from '../model/allowance.ts'
import type { About } from '../model/ask-model.ts'
import type { Embed } from '../model/create-embed.ts'
import type { EmbedAnswer } from '../model/embed-texts.ts'
import type { Db, Tx } from '../store/db.ts'
import { openSpace, renewLease, type SpaceLease } from '../store/embedding-spaces.ts'
import { findWaiting, reuseEmbeddings, saveEmbeddings, type WaitingChunk } from '../store/embeddings.ts'
import { cutBatch, MOST_TEXTS } from './cut-batch.ts'
import { embedBatch } from './embed-batch.ts'
import type { EmbedFailure } from './embedding-problem.ts'
import { embeddingText, hashOfText } from './embedding-text.ts'

export type EmbedNextDeps = {
  readonly db: Db
  readonly embed: Embed
  /** Whose spend limit the calls count against. */
  readonly about: About
  readonly signal: AbortSignal
}

/** What became of one batch. `whole`: nothing waits; `overtaken`: another instance has the lease. */
export type Step =
  | { readonly kind: 'progress'; readonly embedded: number; readonly reused: number }
  | { readonly kind: 'whole' | 'overtaken' }
  | EmbedFailure

/** A request may take so long; a lease lasts longer. */
const REQUEST_MS = 60_000

type Prepared = WaitingChunk & { readonly hash: string }

/** Embeds the next batch of a space, again and again; each is written down as a whole, or not at all. */
export function createEmbedNext(deps: EmbedNextDeps, lease: SpaceLease): () => Promise<Step> {
  const { db } = deps
  const { id } = lease.space
  const asking = createAsk(deps, lease)
  let isOpen = lease.space.dimensions !== null

  /** Nothing when another has the lease: then nothing is written, either. */
  const held = <T>(work: (tx: Tx) => Promise<T>): Promise<T | undefined> =>
    db.transaction(async (tx) => ((await renewLease(tx, lease)) ? work(tx) : undefined))

  const save = async (chunks: readonly Prepared[], vectors: VectorsByHash): Promise<Step> => {
    const rows = chunks.map(({ chunk, shelf, hash }) => ({
      chunk,
      shelf,
      hash,
      numbers: vectors.get(hash) ?? null,
    }))
    const saved = await held(async (tx) => {
      if (!isOpen) await openSpace(tx, id, asking.dimensions() ?? 0)
      await saveEmbeddings(tx, id, rows)
      return true
    })
    isOpen ||= saved === true
    return saved ? { kind: 'progress', embedded: chunks.length, reused: 0 } : { kind: 'overtaken' }
  }

  let after = 0
  const findNext = async (): Promise<readonly WaitingChunk[]> => {
    const waiting = await findWaiting(db, { space: id, after, limit: MOST_TEXTS + 1 })
    if (waiting.length > 0 || after === 0) return waiting
    // Once more from the beginning: only there it shows that nothing is left.
    after = 0
    return findNext()
  }

  return async () => {
    const batch = cutBatch(await findNext()).map(prepare)
    if (batch.length === 0) return { kind: 'whole' }
    after = batch.at(-1)?.chunk ?? after
    const reused = await held((tx) => reuseEmbeddings(tx, id, batch))
    if (!reused) return { kind: 'overtaken' }
    const fresh = batch.filter(({ chunk }) => !reused.has(chunk))
    if (fresh.length === 0) return { kind: 'progress', embedded: 0, reused: reused.size }
    const texts = new Map(fresh.map(({ hash, text }) => [hash, text]))
    const answer = await embedBatch(asking.ask, [...texts.values()])
    if (answer.kind === 'failed') return answer
    const step = await save(fresh, new Map([...texts.keys()].map((hash, at) => [hash, answer.vectors[at]])))
    return step.kind === 'progress' ? { ...step, reused: reused.size } : step
  }
}

type VectorsByHash = ReadonlyMap<string, readonly number[] | null | undefined>

function prepare(waiting: WaitingChunk): Prepared {
  const text = embeddingText(waiting)
  return { ...waiting, text, hash: hashOfText(text) }
}

/** Every answer must have as many numbers as the first one, of this run or of an earlier one. */
function createAsk({ embed, about, signal }: EmbedNextDeps, { space }: SpaceLease) {
  let dimensions = space.dimensions ?? undefined
  return {
    dimensions: () => dimensions,
    ask: async (texts: readonly string[]): Promise<EmbedAnswer> => {
      const allowance = createAllowance({ requests: 1, timeMs: REQUEST_MS })
      const { model } = space
      const answer = await embed({ what: 'embed-chunks', model, texts, dimensions, about, allowance, signal })
      if (answer.kind === 'vectors') dimensions ??= answer.vectors[0]?.length
      return answer
    },
  }
}
