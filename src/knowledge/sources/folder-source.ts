import { KnowledgeError } from '../knowledge-error.ts'
import { readUsable, type UsableArticles } from '../read-articles.ts'
import type { Source } from './source.ts'
import { wholeSet } from './whole-set.ts'

export type FolderOptions = {
  readonly folder: string
  readonly samples: 'use' | 'skip'
  /** What a start has read already. */
  readonly alreadyRead?: UsableArticles
}

/**
 * The knowledge folder. It is read as a whole: what has changed is known by the hash of its content. With a problem in
 * any file nothing of it changes, and neither does it when a folder that had articles is suddenly empty: that is a
 * volume which is not mounted more often than a decision.
 */
export const createFolderSource = ({ folder, samples, alreadyRead }: FolderOptions): Source => ({
  name: 'folder',
  read: async function* ({ indexed }) {
    const { articles, skipped, nothing } = alreadyRead ?? (await readUsable(folder, { samples }))
    // Samples that may not be used (any more) are a reason; nothing at all is none.
    if (nothing !== undefined && skipped === 0 && indexed.size > 0)
      throw new KnowledgeError([stillServed(nothing, indexed.size)])
    yield* wholeSet(articles, indexed)
  },
})

const stillServed = (nothing: string, indexed: number): string =>
  `${nothing} The ${indexed} article(s) that it held before are still answered from. To give them up, set knowledge.folder.use to off in firstline.yaml.`
