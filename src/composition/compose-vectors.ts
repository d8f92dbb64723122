import type { AppId } from '../domain/ids.ts'
import { createEmbedChunks, type EmbedReport } from '../knowledge/embed-chunks.ts'
import { createVectorCheck } from '../knowledge/vector-check.ts'
import type { Embed } from '../model/create-embed.ts'
import { createVectorSearch, type VectorSearch } from '../retrieval/search-vectors.ts'
import type { Db } from '../store/db.ts'
import type { Log } from '../telemetry/create-log.ts'

export type VectorsDeps = {
  readonly db: Db
  readonly embed: Embed
  /** The one that is configured. */
  readonly model: string
  readonly log: Log
}

export type VectorParts = {
  readonly search: VectorSearch
  /** What gives the chunks their vectors, run after run; its calls count for this workspace. */
  readonly embedChunks: (run: {
    readonly appId: AppId
    readonly signal: AbortSignal
  }) => () => Promise<EmbedReport | undefined>
  /** What is wrong with the vectors, in words; the search goes on by words alone. */
  readonly check: () => Promise<string | undefined>
}

/** The half of the search that goes by vectors: who makes them, who searches them, who looks whether all is well. */
export const composeVectors = ({ db, embed, model, log }: VectorsDeps): VectorParts => ({
  search: createVectorSearch({
    db,
    embed,
    onFailure: (error) => log.error({ err: error }, 'the search by vectors broke off'),
  }),
  embedChunks: ({ appId, signal }) => createEmbedChunks({ db, embed, model, about: { appId }, log, signal }),
  check: createVectorCheck(db, model),
})
