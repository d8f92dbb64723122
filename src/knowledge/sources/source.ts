import type { AppId } from '../../domain/ids.ts'
import type { SourceName } from '../../domain/knowledge-source.ts'
import type { ArticleChanges, Indexed } from '../apply-changes.ts'

/** Somewhere that articles come from. */
export type Source = {
  readonly name: SourceName
  /** Of which workspace. Absent: of none, and what is read is never older than what another instance has read. */
  readonly workspace?: AppId
  /**
   * Tells step by step what the source holds now. Throws what goes wrong: the steps before it stay, and the next run
   * goes on from the last mark.
   */
  readonly read: (from: Standing) => AsyncIterable<Step>
}

/** How far a source has been read. */
export type Standing = {
  readonly watermark?: Date
  /** What the source itself has left in a mark. */
  readonly cursor?: unknown
  /** When it was read as a whole. */
  readonly sweptAt?: Date
  /** Items of which a webhook told. */
  readonly hints: readonly string[]
  /** Somebody wants everything read, whatever the marks say. */
  readonly isWhole: boolean
  /** What is in the index. */
  readonly indexed: Indexed
}

/** Articles that belong together in one commit, each whole, and how far the source has been read with them. */
export type Step = ArticleChanges & {
  readonly done: number
  /** Absent: nobody knows yet. */
  readonly total?: number
  readonly mark?: Mark
  /** Something was left out; everything else counts. */
  readonly problem?: string
}

/** What the next run has to know; what is absent stays as it was. */
export type Mark = {
  readonly watermark?: Date | null
  /** `null`: the source is read to its end. */
  readonly cursor?: unknown
  readonly sweptAt?: Date | null
}

/** A source of which it is known already that it cannot be read. */
export const createFailedSource = (name: SourceName, error: Error): Source => ({
  name,
  read: () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
  }),
})
