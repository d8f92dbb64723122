/**
 * Fits `src/retrieval/relevance-model.ts`, and shows how honest the model in use is, set by set, and what one that has
 * never seen a set makes of it. Each folder may be followed by a language and a weight:
 * `node src/evaluation/fit-relevance.ts [--database <url>] <folder>[:<language>][=<weight>] ... [--check <folder>]`
 *
 * Fitted with `banking77 clinc150 mtragun tauknow=0.25 influxdocs=0.5 xquad xquad:es=0.5 xquad:de=0.5 xquad:zh=0.5
 * --check stackfaq` (scripted scenarios, pages that exist once per product version, and languages beside English count
 * for less). The knowledge of a database that is named is replaced.
 */
import { parseArgs } from 'node:util'
import { relevanceOf } from '../retrieval/estimate-relevance.ts'
import { RELEVANCE_MODEL, type RelevanceModel } from '../retrieval/relevance-model.ts'
import { calibrationHeading, calibrationLine } from './calibration-table.ts'
import { collectExamples, type Example } from './collect-examples.ts'
import { createRandom } from './create-random.ts'
import { type FitExample, fitModel } from './fit-model.ts'
import { measureScope } from './measure-scope.ts'
import { openCollection } from './open-collection.ts'
import { readDataset } from './read-dataset.ts'

type SetExample = Example & { readonly set: string; readonly folder: string; readonly setWeight: number }

/** Made-up questions steer a little; those that real people asked decide. */
const KIND_WEIGHTS = { natural: 1, short: 0.2, added: 0.05, swapped: 0.05 }
/** More questions reach a help desk whose answer is there than the samples, half of which lack it, would say. */
const UNANSWERABLE_WEIGHT = 0.5

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { database: { type: 'string' }, check: { type: 'string' } },
})

const examples: SetExample[] = []
for (const argument of positionals) {
  examples.push(...(await examplesOf(argument)))
  print(`${argument}: ${examples.length} examples so far`)
}
const checked = values.check ? await examplesOf(values.check) : []
print(`in use: ${JSON.stringify(RELEVANCE_MODEL)}`)
print(`fitted: ${JSON.stringify(fitModel(weigh(examples)))}`)

print(`\nThe model in use\n${calibrationHeading()}`)
const natural = examples.filter(isNatural)
for (const [name, group] of [
  ...Map.groupBy(natural, ({ set }) => set),
  ...Map.groupBy(natural, ({ size }) => `${size} documents`),
  ['all natural', natural] as const,
  ...Map.groupBy(examples, ({ kind }) => kind),
]) {
  print(calibrationLine(name, toEstimates(group)))
}
if (values.check)
  print(calibrationLine(`check: ${values.check.slice(-8)}`, toEstimates(checked.filter(isNatural))))

print(`\nEach set by a model that was fitted without it\n${calibrationHeading()}`)
for (const [folder, group] of Map.groupBy(examples, (example) => example.folder)) {
  const model = fitModel(weigh(examples.filter((example) => example.folder !== folder)))
  const some = group.filter(isNatural)
  print(`${calibrationLine(some[0]?.set ?? folder, toEstimates(some, model))}${scopeText(some, model)}`)
}

async function examplesOf(argument: string): Promise<readonly SetExample[]> {
  const [, folder = '', language = 'en', weight = '1'] =
    /^(.*?)(?::([a-z]{2}))?(?:=([\d.]+))?$/.exec(argument) ?? []
  const { documents, queries } = await readDataset(folder)
  const collection = await openCollection(values.database)
  const ofLanguage = {
    documents: documents.filter(({ lang }) => lang === language),
    queries: queries.filter(({ lang }) => lang === language),
  }
  const found = await collectExamples(ofLanguage, collection, createRandom(1))
  await collection.close()
  const set = `${folder.split('/').findLast((part) => part !== '') ?? folder} ${language}`
  return found.map((example) => ({ ...example, set, folder, setWeight: Number(weight) }))
}

/** Every kind of every collection size of every set weighs the same before the factors. */
function weigh(all: readonly SetExample[]): readonly FitExample[] {
  const nameOf = ({ set, size, kind }: SetExample) => `${set} ${size} ${kind}`
  const counts = new Map([...Map.groupBy(all, nameOf)].map(([name, group]) => [name, group.length]))
  return all.map((example) => {
    const { kind, size, isAnswerable, setWeight } = example
    const isCounted = ['natural', 'short'].includes(kind) && !isAnswerable && size !== 'all'
    const factor = KIND_WEIGHTS[kind] * setWeight * (isCounted ? UNANSWERABLE_WEIGHT : 1)
    return { ...example, weight: factor / (counts.get(nameOf(example)) ?? 1) }
  })
}

function isNatural({ kind }: SetExample): boolean {
  return kind === 'natural'
}

function toEstimates(some: readonly SetExample[], model: RelevanceModel = RELEVANCE_MODEL) {
  return some.map(({ features, isRight }) => ({ probability: relevanceOf(features, model), isRight }))
}

/** How questions that the whole collection does not answer are told; empty where it answers all. */
function scopeText(some: readonly SetExample[], model: RelevanceModel): string {
  const scope = measureScope(
    some
      .filter(({ size }) => size === 'all')
      .map(({ features, isAnswerable }) => ({ relevance: relevanceOf(features, model), isAnswerable })),
  )
  return scope ? `  AUROC ${scope.auroc.toFixed(3)} caught at 95 % ${scope.caughtAt95.toFixed(3)}` : ''
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
