import type { EmbedAnswer } from '../model/embed-texts.ts'
import type { VectorExtension } from '../store/vector-extension.ts'

export type EmbedFailure = Extract<EmbedAnswer, { kind: 'failed' }>

const MEANWHILE = 'Until then the search goes by words alone for what is missing.'

/** What is wrong with the model's server, and what to do about it. Never a text, a key or an address. */
export function embeddingProblem(model: string, failure: EmbedFailure): string {
  const [what, fix] = wordsFor(failure)
  return `the embedding model ${model} ${what}. ${fix} ${MEANWHILE}`
}

function wordsFor({ because, detail, status }: EmbedFailure): readonly [string, string] {
  if (status === 401 || status === 403) return ['refuses the key', 'Check OPENAI_API_KEY.']
  if (status === 404) return ['is not known', 'Check OPENAI_EMBEDDING_MODEL and OPENAI_BASE_URL.']
  if (because === 'nonsense') {
    return [
      `gives answers that cannot be used (${detail ?? 'no list of embeddings'})`,
      'If another model now answers to this name, give it a name of its own in OPENAI_EMBEDDING_MODEL.',
    ]
  }
  return [WORDS[because], FIXES[because]]
}

const WORDS: Readonly<Record<EmbedFailure['because'], string>> = {
  aborted: 'was not waited for',
  timeout: 'gives no answer in time',
  unreachable: 'cannot be reached',
  rate_limited: 'says that there are too many calls, or no credit left',
  refused: 'refuses the call',
  nonsense: 'gives answers that cannot be used',
  over_budget: 'is not asked: the spend limit of today is reached',
  allowance_used: 'gives no answer in time',
}

const SERVER = 'Check OPENAI_BASE_URL, and that the server runs; it is tried again by itself.'
const FIXES: Readonly<Record<EmbedFailure['because'], string>> = {
  aborted: SERVER,
  timeout: SERVER,
  unreachable: SERVER,
  rate_limited: "Look at the account's limits and credit; it goes on by itself.",
  refused: 'Check that OPENAI_EMBEDDING_MODEL names a model for embeddings.',
  nonsense: SERVER,
  over_budget: 'It goes on at midnight (UTC).',
  allowance_used: SERVER,
}

/** Why this database cannot search vectors, and what to do about it; nothing when it can. */
export function extensionProblem({ kind }: VectorExtension): string | undefined {
  const words = EXTENSION[kind]
  return words && `${words} Or set OPENAI_EMBEDDING_MODEL=none. Until then the search goes by words alone.`
}

const EXTENSION: Readonly<Record<VectorExtension['kind'], string | undefined>> = {
  ready: undefined,
  not_made: undefined,
  missing:
    'this Postgres has no pgvector: install it on the server (Debian: postgresql-<version>-pgvector; the image pgvector/pgvector has it).',
  too_old:
    'the pgvector of this Postgres is older than 0.8: upgrade it, then run "alter extension vector update" in this database.',
  forbidden:
    'the user of DATABASE_URL may not make the extension: let an administrator run "create extension vector" in this database.',
}
