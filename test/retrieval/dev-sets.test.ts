import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { measureRetrieval } from '../../src/evaluation/measure-retrieval.ts'
import { openCollection } from '../../src/evaluation/open-collection.ts'
import { readDataset } from '../../src/evaluation/read-dataset.ts'
import { estimateRelevance } from '../../src/retrieval/estimate-relevance.ts'
import { newDatabase } from '../support/a-database.ts'

const folderOf = (set: string) => fileURLToPath(new URL(`../../../shared/data/${set}`, import.meta.url))
const areSetsHere = existsSync(folderOf('stackfaq'))
const orSkipped = areSetsHere ? '' : ' (skipped: ../shared/data is not here)'

async function aDatabaseUrl(): Promise<string> {
  const { url, drop } = await newDatabase()
  onTestFinished(drop)
  return url
}

/** Hundreds of questions, on a machine that may do much else. */
const timeout = 120_000

describe.skipIf(!areSetsHere)(`on the dev sets${orSkipped}`, { timeout }, () => {
  test('ranks the questions of stackfaq as the recipe promises', async () => {
    const dataset = await readDataset(folderOf('stackfaq'))
    const { report } = await measureRetrieval(dataset, { databaseUrl: await aDatabaseUrl() })
    expect(report.ndcg10).toBeGreaterThan(0.87)
  })

  test('of 100 questions of stackfaq, at least 30 are answered at .85, and 80 % of them rightly', async () => {
    const { documents, queries } = await readDataset(folderOf('stackfaq'))
    const collection = await openCollection(await aDatabaseUrl())
    await collection.fill(documents)
    const hundred = queries.filter((_, index) => index % Math.floor(queries.length / 100) === 0).slice(0, 100)
    const answered: boolean[] = []
    for (const query of hundred) {
      const findings = await collection.search(query)
      const isRight = query.relevant.has(findings.found[0]?.article ?? '')
      if (estimateRelevance(findings).relevance >= 0.85) answered.push(isRight)
    }
    await collection.close()
    expect(answered.length).toBeGreaterThanOrEqual(30)
    expect(answered.filter(Boolean).length / answered.length).toBeGreaterThanOrEqual(0.8)
  })

  test('questions of clinc150 that nothing answers are told from others', async () => {
    const { documents, queries } = await readDataset(folderOf('clinc150'))
    const some = { documents, queries: queries.filter((_, index) => index % 8 === 0) }
    const { report } = await measureRetrieval(some, { databaseUrl: await aDatabaseUrl(), scope: true })
    expect(report.scope?.auroc).toBeGreaterThan(0.88)
    expect(report.scope?.caughtAt95).toBeGreaterThan(0.4)
  })
})
