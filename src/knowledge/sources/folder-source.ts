import type { Article } from '../../domain/article.ts'
import { type Indexed, isCurrent } from '../apply-changes.ts'
import { type FoundFiles, findArticleFiles } from '../find-article-files.ts'
import { KnowledgeError } from '../knowledge-error.ts'
import { type FileReading, isUsable, readFiles } from '../read-articles.ts'
import type { Source, Step } from './source.ts'

export type FolderOptions = {
  readonly folder: string
  readonly samples: 'use' | 'skip'
}

/** As many as one commit takes: a sync that is interrupted has lost no more than that. */
const MOST_PER_STEP = { articles: 250, letters: 5_000_000 }

/**
 * The knowledge folder, some files at a time: what has changed is known by the hash of its content, and is handed over
 * as soon as there is enough for a commit. A file that is wrong keeps its old version, and the rest goes on. What is
 * gone goes last, so that a moved article is never missing.
 */
export const createFolderSource = ({ folder, samples }: FolderOptions): Source => ({
  name: 'folder',
  read: async function* ({ indexed }) {
    const found = await findArticleFiles(folder)
    if (found.files.length === 0) return yield* nothing(folder, found, indexed)
    const total = found.files.length
    const problems = [...found.problems]
    const gone = new Set(listedPaths(indexed, found))
    let changed: readonly Article[] = []
    let done = 0
    for await (const readings of readFiles(folder, found.files)) {
      const { articles, stays } = takeIn(readings, { samples, problems })
      for (const path of stays) gone.delete(path)
      done += readings.length
      const same = articles.filter((article) => isCurrent(indexed, article))
      changed = [...changed, ...articles.filter((article) => !isCurrent(indexed, article))]
      if (isEnough(changed)) {
        yield { articles: [...changed, ...same], gone: [], done, total }
        changed = []
      } else if (same.length > 0) yield { articles: same, gone: [], done, total }
    }
    yield { articles: changed, gone: [...gone], done, total, ...complaint(problems) }
  },
})

/** A folder that had articles and is suddenly empty is a volume which is not mounted more often than a decision. */
function* nothing(folder: string, { problems }: FoundFiles, indexed: Indexed): Iterable<Step> {
  if (problems.length > 0) throw new KnowledgeError(problems)
  if (indexed.size > 0) throw new KnowledgeError([stillServed(folder, indexed.size)])
  yield { articles: [], gone: [], done: 0, total: 0 }
}

const stillServed = (folder: string, articles: number): string =>
  `${folder}: holds no article. The ${articles} article(s) that it held before are still answered from. To give them up, set knowledge.folder.use to off in firstline.yaml.`

/** What is indexed and would have been found if it were there: nothing is known of a part that could not be listed. */
const listedPaths = (indexed: Indexed, { unread }: FoundFiles): readonly string[] =>
  [...indexed.keys()].filter((path) => !unread.some((prefix) => path.startsWith(prefix)))

type Taking = { readonly samples: 'use' | 'skip'; readonly problems: string[] }

/** The articles that may be used, and the paths that are not gone: theirs, and those of files that are wrong. */
function takeIn(readings: readonly FileReading[], { samples, problems }: Taking) {
  const articles = readings.flatMap((reading) =>
    reading.kind === 'article' && isUsable(reading.article, samples) ? [reading.article] : [],
  )
  const wrong = readings.flatMap((reading) => (reading.kind === 'problems' ? [reading] : []))
  problems.push(...wrong.flatMap((reading) => reading.problems))
  return { articles, stays: [...articles, ...wrong].map(({ path }) => path) }
}

const isEnough = (articles: readonly Article[]): boolean =>
  articles.length >= MOST_PER_STEP.articles ||
  articles.reduce((sum, { text }) => sum + text.length, 0) >= MOST_PER_STEP.letters

const NAMED_AT_MOST = 20

function complaint(problems: readonly string[]): Pick<Step, 'problem'> {
  if (problems.length === 0) return {}
  const more = problems.length - NAMED_AT_MOST
  const named = [...problems.slice(0, NAMED_AT_MOST), ...(more > 0 ? [`and ${more} more`] : [])]
  const heading = `The knowledge folder has ${problems.length} problem(s). What they concern stays as it was before; everything else is up to date.`
  return { problem: new KnowledgeError(named, heading).message }
}
