/**
 * Fits the coefficients of `src/retrieval/relevance-model.ts` and shows how honest those in use are:
 * `node src/evaluation/fit-relevance.ts <folder>[:<language>][=<weight>] ...`
 *
 * Fitted with `banking77 clinc150 mtragun tauknow=0.25 influxdocs=0.5 xquad xquad:es=0.5 xquad:de=0.5 xquad:zh=0.5`
 * (scripted scenarios, pages that exist once per product version, and languages beside English count for less).
 */
import { relevanceOf } from '../retrieval/estimate-relevance.ts'
import { RELEVANCE_COEFFICIENTS, relevanceInputs } from '../retrieval/relevance-model.ts'
import { calibrationHeading, calibrationLine } from './calibration-table.ts'
import { collectExamples, type Example } from './collect-examples.ts'
import { createRandom } from './create-random.ts'
import { fitLogistic } from './fit-logistic.ts'
import { openCollection } from './open-collection.ts'
import { readDataset } from './read-dataset.ts'

type SetExample = Example & { readonly set: string; readonly setWeight: number }

/** Made-up questions steer a little; those that real people asked decide. */
const KIND_WEIGHTS = { natural: 1, short: 0.2, added: 0.05, swapped: 0.05 }
/** More questions reach a help desk whose answer is there than the samples, half of which lack it, would say. */
const UNANSWERABLE_WEIGHT = 0.5

/** What the fit is checked on; having seen it, it would be checked on nothing. */
const CHECKED_ON = 'stackfaq'

const examples: SetExample[] = []
for (const argument of process.argv.slice(2)) {
  if (argument.includes(CHECKED_ON)) throw new Error(`${CHECKED_ON} is what the fit is checked on.`)
  examples.push(...(await examplesOf(argument)))
  print(`${argument}: ${examples.length} examples so far`)
}
print(`in use: ${RELEVANCE_COEFFICIENTS.join(', ')}`)
print(
  `fitted: ${fitLogistic(weigh(examples))
    .map((value) => value.toFixed(2))
    .join(', ')}`,
)
print(calibrationHeading())
const natural = examples.filter(({ kind }) => kind === 'natural')
const groups = [
  ...Map.groupBy(natural, ({ set }) => set),
  ...Map.groupBy(natural, ({ size }) => `${size} documents`),
  ...Map.groupBy(examples, ({ kind }) => kind),
]
for (const [name, group] of groups) print(calibrationLine(name, group.map(toEstimate)))

async function examplesOf(argument: string): Promise<readonly SetExample[]> {
  const [, folder = '', language = 'en', weight = '1'] =
    /^(.*?)(?::([a-z]{2}))?(?:=([\d.]+))?$/.exec(argument) ?? []
  const { documents, queries } = await readDataset(folder)
  const collection = await openCollection()
  const ofLanguage = {
    documents: documents.filter(({ lang }) => lang === language),
    queries: queries.filter(({ lang }) => lang === language),
  }
  const found = await collectExamples(ofLanguage, collection, createRandom(1))
  await collection.close()
  const set = `${folder.split('/').findLast((part) => part !== '') ?? folder} ${language}`
  return found.map((example) => ({ ...example, set, setWeight: Number(weight) }))
}

/** Every kind of every collection size of every set weighs the same before the factors. */
function weigh(all: readonly SetExample[]) {
  const nameOf = ({ set, size, kind }: SetExample) => `${set} ${size} ${kind}`
  const counts = new Map([...Map.groupBy(all, nameOf)].map(([name, group]) => [name, group.length]))
  return all.map((example) => {
    const { kind, size, isAnswerable, setWeight } = example
    const isCounted = ['natural', 'short'].includes(kind) && !isAnswerable && size !== 'all'
    const factor = KIND_WEIGHTS[kind] * setWeight * (isCounted ? UNANSWERABLE_WEIGHT : 1)
    return {
      inputs: relevanceInputs(example.features),
      label: example.isRight ? (1 as const) : (0 as const),
      weight: factor / (counts.get(nameOf(example)) ?? 1),
    }
  })
}

function toEstimate({ features, isRight }: SetExample) {
  return { probability: relevanceOf(features), isRight }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
