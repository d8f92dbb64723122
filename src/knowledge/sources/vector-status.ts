import { z } from 'zod'
import type { SourceName } from '../../domain/knowledge-source.ts'
import type { Db } from '../../store/db.ts'
import { readSpaces } from '../../store/embedding-spaces.ts'
import { countWaitingOf, NO_SPACE } from '../../store/embeddings.ts'
import { createVectorCheck } from '../vector-check.ts'

export const VectorStatus = z.object({
  model: z.string(),
  /** What keeps chunks from getting their vectors, and what to do. */
  problem: z.string().nullable(),
})
/** How the vectors of the configured model stand. */
export type VectorStatus = z.infer<typeof VectorStatus>

export const readVectorStatus = async (db: Db, model: string): Promise<VectorStatus> => ({
  model,
  problem: (await createVectorCheck(db, model)()) ?? null,
})

/** How many chunks of each source wait for a vector of a model; before its first run, all that are searched. */
export async function readWaiting(db: Db, model: string): Promise<ReadonlyMap<SourceName, number>> {
  const space = (await readSpaces(db)).find((one) => one.model === model)
  return countWaitingOf(db, space?.id ?? NO_SPACE)
}
