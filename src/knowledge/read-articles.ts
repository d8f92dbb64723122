import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from '../domain/article.ts'
import { findArticleFiles } from './find-article-files.ts'
import { KnowledgeError } from './knowledge-error.ts'
import { type ArticleReading, parseArticle } from './parse-article.ts'

/**
 * Reads `<topic>/<article>.md` below a folder. `samples: 'skip'` leaves out articles marked `sample: true`, which a
 * real workspace must never answer from (law 11).
 * Throws `KnowledgeError` with every problem of every file at once, or when no article is left to answer from.
 */
export async function readArticles(
  folder: string,
  { samples }: { readonly samples: 'use' | 'skip' },
): Promise<Article[]> {
  const { articles: all, problems } = await readFolder(folder)
  if (problems.length > 0) throw new KnowledgeError(problems)
  const usable = all.filter(({ sample }) => samples === 'use' || !sample)
  if (usable.length === 0) throw new KnowledgeError([whyNothing(folder, all.length)])
  return usable
}

/** Every article of a folder, samples too, and everything that is wrong in it. */
export async function readFolder(
  folder: string,
): Promise<{ readonly articles: readonly Article[]; readonly problems: readonly string[] }> {
  const { files, problems } = await findArticleFiles(folder)
  const readings = await Promise.all(files.map((path) => readArticle(folder, path)))
  const wrong = readings.flatMap((reading) => (reading.kind === 'problems' ? reading.problems : []))
  const articles = readings.flatMap((reading) => (reading.kind === 'article' ? [reading.article] : []))
  return { articles, problems: [...problems, ...wrong] }
}

async function readArticle(folder: string, path: string): Promise<ArticleReading> {
  try {
    return parseArticle(path, await readFile(join(folder, path)))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { kind: 'problems', problems: [`${path}: cannot be read (${code})`] }
  }
}

const whyNothing = (folder: string, skipped: number): string =>
  skipped > 0
    ? `${folder}: all ${skipped} article(s) are samples (sample: true), which only the sandbox uses. Add articles of your own, or point FIRSTLINE_KNOWLEDGE at them.`
    : `${folder}: holds no article. Add one as <topic>/<article>.md, or point FIRSTLINE_KNOWLEDGE at a folder that has some.`
