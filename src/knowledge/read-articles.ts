import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from '../domain/article.ts'
import { findArticleFiles } from './find-article-files.ts'
import { KnowledgeError } from './knowledge-error.ts'
import { type ArticleReading, parseArticle } from './parse-article.ts'

/** The articles of a folder that may be used. */
export type UsableArticles = {
  readonly articles: readonly Article[]
  /** How many are samples that may not. */
  readonly skipped: number
  /** Why there is none, where there is none. */
  readonly nothing?: string
}

/**
 * Reads `<topic>/<article>` below a folder. `samples: 'skip'` leaves out articles marked `sample: true`, which a
 * real workspace must never answer from (law 11). Throws `KnowledgeError` with every problem of every file at once.
 */
export async function readUsable(
  folder: string,
  { samples }: { readonly samples: 'use' | 'skip' },
): Promise<UsableArticles> {
  const { articles: all, problems } = await readFolder(folder)
  if (problems.length > 0) throw new KnowledgeError(problems)
  const articles = all.filter(({ sample }) => samples === 'use' || !sample)
  const skipped = all.length - articles.length
  return articles.length > 0
    ? { articles, skipped }
    : { articles, skipped, nothing: whyNothing(folder, skipped) }
}

/** The same where nothing else could be answered from: an empty folder is a problem like any other. */
export async function readArticles(
  folder: string,
  options: { readonly samples: 'use' | 'skip' },
): Promise<readonly Article[]> {
  const { articles, nothing } = await readUsable(folder, options)
  if (nothing !== undefined) throw new KnowledgeError([nothing])
  return articles
}

/** Every article of a folder, samples too, and everything that is wrong in it. */
export async function readFolder(
  folder: string,
): Promise<{ readonly articles: readonly Article[]; readonly problems: readonly string[] }> {
  const { files, problems } = await findArticleFiles(folder)
  const readings: ArticleReading[] = []
  for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
    const some = files.slice(start, start + FILES_AT_ONCE)
    readings.push(...(await Promise.all(some.map((path) => readArticle(folder, path)))))
  }
  const wrong = readings.flatMap((reading) => (reading.kind === 'problems' ? reading.problems : []))
  const articles = readings.flatMap((reading) => (reading.kind === 'article' ? [reading.article] : []))
  return { articles, problems: [...problems, ...wrong] }
}

/** A process may have no more than some hundred files open. */
const FILES_AT_ONCE = 100
/** The largest file that is read: a book has a megabyte. */
const MOST_BYTES = 5_000_000

async function readArticle(folder: string, path: string): Promise<ArticleReading> {
  try {
    const { size } = await stat(join(folder, path))
    if (size > MOST_BYTES) return { kind: 'problems', problems: [tooLarge(path, size)] }
    return await parseArticle(path, await readFile(join(folder, path)))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { kind: 'problems', problems: [`${path}: cannot be read (${code})`] }
  }
}

const tooLarge = (path: string, bytes: number): string =>
  `${path}: has ${megabytes(bytes)}, and ${megabytes(MOST_BYTES)} are the most that an article may have: split it, or take it away`

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

const whyNothing = (folder: string, skipped: number): string =>
  skipped > 0
    ? `${folder}: all ${skipped} article(s) are samples (sample: true), which only the sandbox uses. Add articles of your own, or point FIRSTLINE_KNOWLEDGE at them.`
    : `${folder}: holds no article. Add one as <topic>/<article>.md, or point FIRSTLINE_KNOWLEDGE at a folder that has some.`
