import { createHash } from 'node:crypto'
import type { Article } from '../domain/article.ts'
import type { Document } from './read-dataset.ts'

/** A document of a data set as an article whose path is the document's id. */
export const toArticle = ({ id, title, text, lang }: Document): Article => ({
  path: id,
  topic: 'evaluation',
  title,
  audience: 'public',
  locale: lang,
  sample: false,
  text,
  version: createHash('sha256')
    .update(JSON.stringify([id, title, text, lang]))
    .digest('hex'),
})
