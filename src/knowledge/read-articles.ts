import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from '../domain/article.ts'
import { findArticleFiles } from './find-article-files.ts'
import { KnowledgeError } from './knowledge-error.ts'
import { type ArticleReading, parseArticle } from './parse-article.ts'

/** A file of the knowledge folder as it was read, by its path below the folder. */
export type FileReading = ArticleReading & { readonly path: string }

/** A process may have no more than some hundred files open, and a file may have 5 MB. */
const FILES_AT_ONCE = 20
/** The largest file that is read: a book has a megabyte. */
const MOST_BYTES = 5_000_000

/** Reads files below a folder, some at a time: no more than those are held, however many there are. */
export async function* readFiles(
  folder: string,
  files: readonly string[],
): AsyncIterable<readonly FileReading[]> {
  for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
    const some = files.slice(start, start + FILES_AT_ONCE)
    yield await Promise.all(some.map(async (path) => ({ path, ...(await readArticle(folder, path)) })))
  }
}

async function readArticle(folder: string, path: string): Promise<ArticleReading> {
  try {
    const file = await stat(join(folder, path))
    // A pipe or a device never ends.
    if (!file.isFile()) return { kind: 'problems', problems: [`${path}: is not a regular file`] }
    const { size } = file
    if (size > MOST_BYTES) return { kind: 'problems', problems: [tooLarge(path, size)] }
    return await parseArticle(path, await readFile(join(folder, path)))
  } catch (error) {
    if (error instanceof RangeError)
      return { kind: 'problems', problems: [`${path}: cannot be read as Markdown: it is nested too deep`] }
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { kind: 'problems', problems: [`${path}: cannot be read (${code})`] }
  }
}

const tooLarge = (path: string, bytes: number): string =>
  `${path}: has ${megabytes(bytes)}, and ${megabytes(MOST_BYTES)} are the most that an article may have: split it, or take it away`

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

/** Every article of a folder, samples too, as `keep` makes it, and everything that is wrong in the folder. */
async function readFolder<Kept>(
  folder: string,
  keep: (article: Article) => Kept,
): Promise<{ readonly articles: readonly Kept[]; readonly problems: readonly string[] }> {
  const { files, problems } = await findArticleFiles(folder)
  const articles: Kept[] = []
  const wrong: string[] = [...problems]
  for await (const readings of readFiles(folder, files)) {
    for (const reading of readings) {
      if (reading.kind === 'article') articles.push(keep(reading.article))
      else wrong.push(...reading.problems)
    }
  }
  return { articles, problems: wrong }
}

/** An article without its text. */
export type ArticleFacts = Omit<Article, 'text'>

/** The same without a text: what is wrong shows before anything is indexed, and no folder is too large for it. */
export const surveyFolder = (folder: string) => readFolder(folder, toFacts)

/** A copy, for a piece of a string holds the whole file that it was cut from. */
function toFacts({ text: _, ...facts }: Article): ArticleFacts {
  return structuredClone(facts)
}

/** What a folder gives that may be used. */
export type UsableFolder = {
  readonly articles: number
  /** How many are samples that may not be used. */
  readonly skipped: number
  /** Why there is none, where there is none. */
  readonly nothing?: string
}

type Samples = { readonly samples: 'use' | 'skip' }

/** Looks through `<topic>/<article>` below a folder. Throws `KnowledgeError` with every problem of every file at once. */
export async function surveyUsable(folder: string, { samples }: Samples): Promise<UsableFolder> {
  const { articles: all, problems } = await surveyFolder(folder)
  if (problems.length > 0) throw new KnowledgeError(problems)
  const articles = all.filter((article) => isUsable(article, samples)).length
  const skipped = all.length - articles
  return articles > 0 ? { articles, skipped } : { articles, skipped, nothing: whyNothing(folder, skipped) }
}

/** `samples: 'skip'` leaves out articles marked `sample: true`, which a real workspace must never answer from (law 11). */
export const isUsable = ({ sample }: Pick<Article, 'sample'>, samples: 'use' | 'skip'): boolean =>
  samples === 'use' || !sample

/** All usable articles at once, for measurements; an empty folder is a problem like any other. */
export async function readArticles(folder: string, { samples }: Samples): Promise<readonly Article[]> {
  const { articles: all, problems } = await readFolder(folder, (article) => article)
  if (problems.length > 0) throw new KnowledgeError(problems)
  const articles = all.filter((article) => isUsable(article, samples))
  if (articles.length === 0) throw new KnowledgeError([whyNothing(folder, all.length)])
  return articles
}

const whyNothing = (folder: string, skipped: number): string =>
  skipped > 0
    ? `${folder}: all ${skipped} article(s) are samples (sample: true), which only the sandbox uses. Add articles of your own, or point FIRSTLINE_KNOWLEDGE at them.`
    : `${folder}: holds no article. Add one as <topic>/<article>.md, or point FIRSTLINE_KNOWLEDGE at a folder that has some.`
