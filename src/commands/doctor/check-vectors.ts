import type { ModelConfig } from '../../config/parse-config.ts'
import { embeddingProblem, extensionProblem } from '../../knowledge/embedding-problem.ts'
import { createAllowance } from '../../model/allowance.ts'
import { createEmbedTexts, type EmbedAnswer } from '../../model/embed-texts.ts'
import type { VectorFacts } from '../../operator/inspect-operation.ts'
import type { DatabaseReading } from './read-database.ts'
import { type Finding, findingsOf } from './finding.ts'
import { addressInWords, counted } from './in-words.ts'

const { ok, warn, fail, skipped } = findingsOf('Vectors')

export const NO_VECTORS = [ok('no embedding model: articles are found by their words')]

const ALLOWANCE = { requests: 1, timeMs: 8_000 }
const QUESTION = 'How do I reset my password?'

/** The extension, what has a vector and what waits, and whether the model gives one when it is asked. */
export async function checkVectors(
  config: ModelConfig & { readonly embedding: string },
  reading: DatabaseReading,
  isOverBudget: boolean,
): Promise<readonly Finding[]> {
  const facts = reading.kind === 'read' ? (reading.facts.vectors ?? undefined) : undefined
  const stored = facts ? judgeStored(config.embedding, facts) : [skipped(NOT_THERE[reading.kind])]
  if (isOverBudget) return [...stored, skipped('the model is not asked: the spend limit of today is reached')]
  const dimensions = facts?.spaces.find(({ model }) => model === config.embedding)?.dimensions ?? undefined
  return [...stored, judgeAnswer(config, await ask(config, dimensions))]
}

const NOT_THERE: Readonly<Record<DatabaseReading['kind'], string>> = {
  read: 'the next start sets up the tables',
  new: 'nothing is there yet: the first start begins',
  held: 'the process that holds the data folder does not answer',
  unreachable: 'the database cannot be asked',
  not_asked: 'DATABASE_URL is wrong',
}

/** What the database says. */
export function judgeStored(configured: string, facts: VectorFacts): readonly Finding[] {
  const unfit = extensionProblem({ kind: facts.extension })
  if (unfit) return [warn(unfit, 'See docs/embeddings.md.')]
  const space = facts.spaces.find(({ model }) => model === configured)
  const serving = facts.spaces.find(({ state }) => state === 'serving')
  const waiting = space?.waiting ?? facts.chunks
  const found =
    waiting === 0
      ? `all ${counted(facts.chunks, 'chunk')} have a vector of ${configured}`
      : `${waiting} of ${counted(facts.chunks, 'chunk')} wait for a vector of ${configured}`
  const meanwhile = serving && serving !== space ? `; ${serving.model} serves until then` : ''
  if (space?.problem) return [warn(`${found}${meanwhile}`, asSentence(space.problem))]
  return [ok(`${found}${meanwhile}`)]
}

const asSentence = (problem: string): string => problem.charAt(0).toUpperCase() + problem.slice(1)

type Tried = { readonly answer: EmbedAnswer; readonly tookMs: number }

async function ask(
  config: ModelConfig & { readonly embedding: string },
  dimensions?: number,
): Promise<Tried> {
  const startedMs = performance.now()
  const { answer } = await createEmbedTexts(config)({
    model: config.embedding,
    texts: [QUESTION],
    dimensions,
    allowance: createAllowance(ALLOWANCE),
    signal: new AbortController().signal,
  })
  return { answer, tookMs: performance.now() - startedMs }
}

/** Whether the model gives a vector, and one like those that are there. */
export function judgeAnswer(
  { embedding, baseUrl }: Pick<ModelConfig, 'baseUrl'> & { readonly embedding: string },
  { answer, tookMs }: Tried,
): Finding {
  const where = baseUrl ? addressInWords(baseUrl) : 'OpenAI'
  if (answer.kind === 'failed') {
    return fail(`${embedding} at ${where} gives no vector`, asSentence(embeddingProblem(embedding, answer)))
  }
  const [vector = []] = answer.vectors
  return ok(`${embedding} at ${where} gave ${vector.length} numbers in ${(tookMs / 1_000).toFixed(1)} s`)
}
