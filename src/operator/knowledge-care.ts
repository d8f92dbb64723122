import { z } from 'zod'
import { type Contradiction, findContradictions } from '../drafting/care/find-contradictions.ts'
import { findTwins, type Sketch, sketchArticle, type Twins } from '../drafting/care/find-twins.ts'
import { readStatements, type Statement } from '../drafting/care/read-statements.ts'
import { withBreaths } from '../knowledge/with-breaths.ts'
import { readServedArticles } from '../store/served-articles.ts'
import type { Db } from '../store/db.ts'
import { createOperation } from './operation.ts'

const Article = z.object({
  path: z.string(),
  title: z.string(),
  source: z.string(),
  audience: z.enum(['public', 'internal']),
  locale: z.string(),
  version: z.string(),
})
const Stated = Article.extend({ text: z.string(), values: z.array(z.string()) })

/** What somebody should look at who looks after the knowledge. Internal articles are in it: for teammates only. */
export const CareReport = z.object({
  articles: z.int(),
  /** Pairs that say mostly the same; `share` is 0..1, the most alike first. */
  twins: z.array(z.object({ share: z.number(), one: Article, other: Article })),
  /** Pairs of statements that differ in their numbers alone. */
  contradictions: z.array(z.object({ one: Stated, other: Stated })),
})
export type CareReport = z.infer<typeof CareReport>

/** Looks for articles that nearly repeat each other, and for numbers that contradict each other. Writes nothing. */
export const knowledgeCare = createOperation({
  name: 'knowledge-care',
  facts: z.strictObject({}),
  result: CareReport,
  run: async ({ db }) => {
    const { articles, sketches, statements } = await readAll(db)
    const named = (number: number) => articles[number]
    return {
      articles: articles.length,
      twins: (await findTwins(sketches)).flatMap((twins) => inNames(twins, named)),
      contradictions: (await findContradictions(statements)).flatMap((found) => inWords(found, named)),
    }
  },
})

type Named = (number: number) => z.infer<typeof Article> | undefined

function inNames({ one, other, share }: Twins, named: Named): CareReport['twins'] {
  const [first, second] = [named(one), named(other)]
  return first && second ? [{ share, one: first, other: second }] : []
}

function inWords({ one, other }: Contradiction, named: Named): CareReport['contradictions'] {
  const [first, second] = [named(one.article), named(other.article)]
  if (!first || !second) return []
  return [{ one: stated(one, first), other: stated(other, second) }]
}

const stated = ({ text, measured }: Statement, article: z.infer<typeof Article>) => ({
  ...article,
  text,
  values: [...measured],
})

/** Of the texts only sketches and statements with numbers stay. The service goes on with its turns in between. */
async function readAll(db: Db) {
  const articles: z.infer<typeof Article>[] = []
  const sketches: Sketch[] = []
  const statements: Statement[] = []
  for await (const page of readServedArticles(db)) {
    for await (const served of withBreaths(page, 1)) {
      const { path, title, source, audience, locale, version } = served
      const number = articles.push({ path, title, source, audience, locale, version }) - 1
      sketches.push(sketchArticle(served, number))
      statements.push(...readStatements(served, number))
    }
  }
  return { articles, sketches, statements }
}
