import type { Document } from '../../../src/evaluation/read-dataset.ts'

/** What a peer's documents are searched by: ids, best first. */
export type Search = (question: string, limit: number) => Promise<readonly string[]>

/** Another search engine that indexes the same documents and answers the same questions. */
export type Peer = {
  readonly name: string
  /** Indexes the documents; `close` gives back what that took. */
  readonly open: (documents: readonly Document[]) => Promise<{
    readonly search: Search
    readonly close: () => Promise<void>
  }>
}

export const NOTHING_TO_CLOSE = async (): Promise<void> => {}
