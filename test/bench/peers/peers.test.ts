import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newDatabase } from '../../support/a-database.ts'
import { Manifest } from '../../project/lock-problems.ts'
import { ROOT, readSource } from '../../project/source-files.ts'
import { createEngines, FIRSTLINE } from './engines.ts'
import { toTables } from './peer-table.ts'

const documents = [
  ['refunds', 'Refunds', 'You can ask for a refund within 14 days of a charge.'],
  ['password', 'Reset your password', 'Choose "Forgot password" on the sign-in page.'],
  ['export', 'Export your data', 'Settings, then Export, makes a CSV file of all projects.'],
  ['prices', 'Prices', 'The Pro plan costs 9 EUR a month.'],
].map(([id = '', title = '', text = '']) => ({ id, title, text, lang: 'en' }))

const query = (id: string, text: string) => ({
  id: text,
  text,
  lang: 'en',
  earlier: [],
  relevant: new Set([id]),
})
const DATASET = {
  documents,
  queries: [query('refunds', 'how to get a refund'), query('password', 'I forgot my password!')],
}

const emptyDatabase = async () => (await newDatabase()).url

test.each(createEngines(emptyDatabase).map((engine) => [engine.name, engine] as const))(
  '%s finds what there is to find',
  async (_, { measure }) => {
    const found = await measure(DATASET)
    expect(found).toMatchObject({ ndcg10: 1, recall5: 1 })
    expect(found.p95Ms).toBeGreaterThanOrEqual(found.p50Ms)
  },
)

test('prints a line for each engine, means, and who is ahead', () => {
  const measured = { recall5: 0.9, p50Ms: 1, p95Ms: 2, indexMs: 1_500 }
  const table = toTables({
    faq: { lunr: { ...measured, ndcg10: 0.75 }, [FIRSTLINE]: { ...measured, ndcg10: 0.8 } },
    docs: { lunr: { ...measured, ndcg10: 0.65 }, [FIRSTLINE]: { ...measured, ndcg10: 0.6 } },
  })
  expect(table).toContain('| engine | faq | docs | mean |')
  expect(table).toContain('| lunr | .750 / .900 | .650 / .900 | .700 / .900 |')
  expect(table).toContain('| lunr | 1.0 / 2.0, 1.5 | 1.0 / 2.0, 1.5 |')
  expect(table).toContain('faq: +0.050 against the best of the others (lunr)')
  expect(table).toContain('docs: -0.050 against the best of the others (lunr)')
})

const PEERS = ['minisearch', 'wink-bm25-text-search', 'lunr', '@orama/orama', '@types/lunr']

test('keeps the peers out of the service', () => {
  const { dependencies, devDependencies } = Manifest.parse(
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')),
  )
  expect(PEERS.filter((name) => name in dependencies)).toEqual([])
  expect(PEERS.filter((name) => name in devDependencies)).toEqual(PEERS)
  const importing = [...readSource('src')].filter(([, text]) =>
    PEERS.some((name) => text.includes(`'${name}'`)),
  )
  expect(importing.map(([path]) => path)).toEqual([])
})
