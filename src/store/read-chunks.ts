import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './db.ts'
import { article, articleVersion, chunk } from './schema/knowledge.ts'
import { type Fence, isWithin } from './shelves.ts'

const StoredChunk = z.object({
  chunk: z.number(),
  chunkId: z.string(),
  article: z.string(),
  articleVersion: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  topic: z.string(),
  locale: z.string(),
  reviewed: z.string().nullable(),
  sample: z.boolean(),
  headings: z.array(z.string()),
  text: z.string(),
  position: z.number(),
})
/** A chunk with everything that a reply may cite of it. */
export type StoredChunk = z.infer<typeof StoredChunk>

/** Chunks by number, in any order; those that are not searched any more, or are behind the fence, are absent. */
export async function readChunks(
  db: Db,
  numbers: readonly number[],
  fence: Fence,
): Promise<readonly StoredChunk[]> {
  if (numbers.length === 0) return []
  const query = sql`
    select chunk.number as chunk, chunk.id as "chunkId", version.path as article, version.id as "articleVersion",
      version.title, version.url, version.topic, version.locale, version.reviewed, version.sample,
      chunk.headings, chunk.text, chunk.position
    from ${chunk} join ${articleVersion} as version on version.id = chunk.article_version
      join ${article} on article.version = version.id and article.path = version.path
    where chunk.number = any(${sql.param(numbers)}::int[]) and ${isWithin(sql`version`, fence)}`
  return (await db.execute(query, 'objects')).map((row) => StoredChunk.parse(row))
}
