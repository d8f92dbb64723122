import { createHash } from 'node:crypto'
import { type Article, blocksText } from '../domain/article.ts'
import { readText } from './read-text.ts'
import type { Document } from './read-dataset.ts'

/** A document of a data set as an article whose path is the document's id. */
export async function toArticle({ id, title, text, lang }: Document): Promise<Article> {
  const blocks = await readText(text)
  return {
    path: id,
    topic: 'evaluation',
    title,
    audience: 'public',
    locale: lang,
    sample: false,
    text: blocksText(blocks),
    blocks,
    version: createHash('sha256')
      .update(JSON.stringify([id, title, blocks, lang]))
      .digest('hex'),
  }
}
