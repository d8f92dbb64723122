import type { Passage } from '../domain/passage.ts'
import { fitPassages } from '../drafting/model/fit-passages.ts'
import type { Collection } from './open-collection.ts'
import type { Dataset } from './read-dataset.ts'

/** What a model would be given to draft from: how much it is, and how often what is needed is in it (shares are 0..1). */
export type Evidence = {
  /** Mean per question, at four letters a token. */
  readonly tokens: number
  /** Questions with an article in it that answers them. */
  readonly hit: number
  /** Of the articles that a question needs, those in it. */
  readonly recall: number
}

/** The passages of a draft call beside the usual way: the whole text of the five best articles. */
export type EvidenceReport = { readonly passages: Evidence; readonly wholeArticles: Evidence }

type Given = {
  readonly tokens: number
  readonly articles: ReadonlySet<string>
  readonly relevant: ReadonlySet<string>
}

const LETTERS_PER_TOKEN = 4
const WHOLE_ARTICLES = 5

/** Asks every query that has a relevant document, as a turn would. */
export async function measureEvidence(
  collection: Collection,
  { documents, queries }: Dataset,
): Promise<EvidenceReport> {
  const letters = new Map(documents.map(({ id, text }) => [id, text.length]))
  const passages: Given[] = []
  const whole: Given[] = []
  for (const query of queries.filter(({ relevant }) => relevant.size > 0)) {
    const { relevant } = query
    passages.push({ ...given(fitPassages(await collection.retrieve(query))), relevant })
    const best = (await collection.search(query)).found.slice(0, WHOLE_ARTICLES).map(({ article }) => article)
    const tokens = sumOf(best, (id) => (letters.get(id) ?? 0) / LETTERS_PER_TOKEN)
    whole.push({ tokens, articles: new Set(best), relevant })
  }
  return { passages: toEvidence(passages), wholeArticles: toEvidence(whole) }
}

const given = (passages: readonly Passage[]) => ({
  tokens: sumOf(passages, ({ text }) => text.length / LETTERS_PER_TOKEN),
  articles: new Set(passages.map(({ article }) => article)),
})

function toEvidence(all: readonly Given[]): Evidence {
  const mean = (value: (one: Given) => number) => sumOf(all, value) / Math.max(1, all.length)
  const shareOf = ({ articles, relevant }: Given) =>
    [...relevant].filter((id) => articles.has(id)).length / relevant.size
  return {
    tokens: Math.round(mean(({ tokens }) => tokens)),
    hit: round(mean((one) => (shareOf(one) > 0 ? 1 : 0))),
    recall: round(mean(shareOf)),
  }
}

const sumOf = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0)

const round = (value: number): number => Math.round(value * 10_000) / 10_000
