import { analyseText } from '../knowledge/analyse-text.ts'
import type { Random } from './create-random.ts'
import type { DatasetQuery } from './read-dataset.ts'

/**
 * - `natural`: as somebody asked it
 * - `short`: one or two of its words
 * - `added`: about a thing that no document knows ("... for netflix"): nothing answers it any more
 * - `swapped`: its longest word replaced by such a thing: nothing answers it either
 */
export type QueryKind = 'natural' | 'short' | 'added' | 'swapped'

export type VariedQuery = DatasetQuery & { readonly kind: QueryKind }

/** Things that none of the data sets is about. */
const FOREIGN_WORDS =
  'netflix helicopter pizza tortoise violin volcano tesla minecraft salesforce shopify tractor dentist kayak telescope zendesk quickbooks dropbox piano sushi marathon gravel tulip cactus spotify'.split(
    ' ',
  )

/** The query itself and, where it is an English one without history and long enough, its three variants. */
export function varyQuery(query: DatasetQuery, random: Random): readonly VariedQuery[] {
  const natural = { ...query, kind: 'natural' } as const
  const tokens = query.text.split(/\s+/)
  const telling = tokens.flatMap((token, index) => (analyseText(token, query.lang).length > 0 ? [index] : []))
  const longest = telling.toSorted((a, b) => (tokens[b]?.length ?? 0) - (tokens[a]?.length ?? 0))[0]
  const [foreign = ''] = random.pick(FOREIGN_WORDS, 1)
  if (query.lang !== 'en' || query.earlier.length > 0 || telling.length < 3) return [natural]
  const kept = new Set(random.pick(telling, random.next() < 0.5 ? 1 : 2))
  const short = tokens.filter((_, index) => kept.has(index)).join(' ')
  const added = `${query.text.replace(/[?.!]*$/, '')} for ${foreign}`
  const swapped = tokens.map((token, index) => (index === longest ? foreign : token)).join(' ')
  return [
    natural,
    { ...query, kind: 'short', text: short },
    { ...query, kind: 'added', text: added, relevant: new Set() },
    { ...query, kind: 'swapped', text: swapped, relevant: new Set() },
  ]
}
