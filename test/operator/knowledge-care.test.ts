import { expect, test } from 'vitest'
import { careInWords } from '../../src/commands/knowledge/care-in-words.ts'
import { createSyncKnowledge } from '../../src/knowledge/sync-knowledge.ts'
import { knowledgeCare } from '../../src/operator/knowledge-care.ts'
import { anArticle } from '../knowledge/an-article.ts'
import { aStore } from '../knowledge/a-store.ts'
import { anEmbedder, aScriptedModel } from '../model/an-embedder.ts'
import { stageConfig } from '../support/a-stage.ts'

const { db } = aStore()
const server = aScriptedModel()

const know = (...articles: Parameters<ReturnType<typeof createSyncKnowledge>>[0]) =>
  createSyncKnowledge({ db: db() })(articles)

const care = () => {
  const { log } = anEmbedder(db(), server())
  return knowledgeCare.run({ db: db(), config: stageConfig({ databaseUrl: 'pglite:memory://' }), log }, {})
}

const refunds = (days: number, path: string, more = {}) =>
  anArticle({
    path,
    title: 'Refunds',
    text: `You can ask for a refund of a monthly plan within ${days} days of the charge.`,
    ...more,
  })

test('names what contradicts and what repeats, in the versions that are served', async () => {
  await know(refunds(20, 'a.md'), refunds(14, 'b.md', { audience: 'internal' }))
  await know(refunds(30, 'a.md'), refunds(14, 'b.md', { audience: 'internal' }), refunds(30, 'c.md'))
  const report = await care()
  expect(report).toMatchObject({
    articles: 3,
    contradictions: [
      { one: { path: 'a.md', values: ['30 day'] }, other: { path: 'b.md', values: ['14 day'] } },
      { one: { path: 'b.md' }, other: { path: 'c.md' } },
    ],
  })
  expect(report.twins[0]).toMatchObject({ share: 1, one: { path: 'a.md' }, other: { path: 'c.md' } })
  const words = careInWords(report).join('\n')
  expect(words).toContain('Numbers that contradict each other: 2')
  expect(words).toContain(
    'Refunds (b.md, internal)\n    "You can ask for a refund of a monthly plan within 14 days',
  )
  expect(words).toContain('100 % the same')
})

test('says so where there is nothing to look at', async () => {
  await know(anArticle())
  expect(careInWords(await care())).toEqual([
    'Looked at 1 articles: none repeats another, and no two state the same with other numbers.',
  ])
})

test('names twenty of each, and how many more there are', () => {
  const article = {
    path: 'a.md',
    title: 'A',
    source: 'folder',
    audience: 'public',
    locale: 'en',
    version: 'v',
  } as const
  const twins = Array.from({ length: 23 }, () => ({ share: 0.9, one: article, other: article }))
  expect(careInWords({ articles: 46, twins, contradictions: [] })).toContain(
    '  and 3 more: --json names them all',
  )
})
