import type { Db } from '../store/db.ts'
import { readSpaces } from '../store/embedding-spaces.ts'
import { findVectorExtension } from '../store/vector-extension.ts'
import { extensionProblem } from './embedding-problem.ts'

/** What keeps the chunks from getting vectors of the configured model, in words. Being on the way is no problem. */
export const createVectorCheck = (db: Db, model: string) => async (): Promise<string | undefined> => {
  const unfit = extensionProblem(await findVectorExtension(db))
  if (unfit) return unfit
  const space = (await readSpaces(db)).find((one) => one.model === model)
  return space?.problem ?? undefined
}
