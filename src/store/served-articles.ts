import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './db.ts'
import { article, articleVersion, chunk, indexedChunk } from './schema/knowledge.ts'

const ServedArticle = z.object({
  path: z.string(),
  source: z.string(),
  version: z.string(),
  title: z.string(),
  audience: z.enum(['public', 'internal']),
  locale: z.string(),
  /** Its chunks in their order, without those of an earlier cutting; neighbours share words. */
  texts: z.array(z.string()),
})
/** An article in the version that is answered from at present. */
export type ServedArticle = z.infer<typeof ServedArticle>

const ARTICLES_AT_ONCE = 100

/** Every article, by its path, some at a time: no collection is too large for it. Of both audiences: for teammates only. */
export async function* readServedArticles(db: Db): AsyncGenerator<readonly ServedArticle[]> {
  let after: string | undefined
  do {
    const rows = await readPage(db, after ?? '')
    after = rows.at(-1)?.path
    if (rows.length > 0) yield rows
  } while (after !== undefined)
}

async function readPage(db: Db, after: string): Promise<readonly ServedArticle[]> {
  const query = sql`
    select served.path, served.source, version.id as version, version.title, version.audience, version.locale,
      array(select chunk.text from ${chunk} join ${indexedChunk} as indexed on indexed.chunk = chunk.number
        where chunk.article_version = version.id order by chunk.position) as texts
    from (select path, source, version from ${article} where path > ${after} order by path limit ${ARTICLES_AT_ONCE}) as served
      join ${articleVersion} as version on version.id = served.version
    order by served.path`
  return (await db.execute(query, 'objects')).map((row) => ServedArticle.parse(row))
}
