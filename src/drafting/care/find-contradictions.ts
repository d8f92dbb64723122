import { countPartners } from './count-partners.ts'
import { jaccard } from './jaccard.ts'
import type { Statement } from './read-statements.ts'

/** Two statements of different articles that say the same with other numbers. */
export type Contradiction = { readonly one: Statement; readonly other: Statement }

/** Nearly all words of either are words of the other: what differs is the number. */
const LEAST_SHARE = 0.75
/** What the articles are about must meet as well: "costs 5 EUR a month" is true of many things. */
const LEAST_CONTEXT = 0.3
/** A statement is looked for by its rarest words. */
const RAREST_WORDS = 3
const MOST_HOLDERS = 60

/** Two statements that say the same, numbers aside; `share` (0..1) of their words stand in both. */
type Alike = Contradiction & { readonly share: number }

/**
 * In the order of the articles. Those of another year or version are left out, for their numbers may well differ. Of what
 * is named a person judges: a rule and its exception look like two answers, too.
 */
export async function findContradictions(
  statements: readonly Statement[],
): Promise<readonly Contradiction[]> {
  const alike = await findAlike(statements)
  const best = bestShares(alike)
  return alike
    .filter(
      ({ one, other, share }) => share === best(one, other.article) && share === best(other, one.article),
    )
    .filter(({ one, other }) => one.measured.join() !== other.measured.join())
    .map(({ one, other }) => ({ one, other }))
}

async function findAlike(statements: readonly Statement[]): Promise<readonly Alike[]> {
  const rarity = countWords(statements)
  const keys = statements.map(({ words, locale }) =>
    words
      .toSorted((a, b) => (rarity.get(a) ?? 0) - (rarity.get(b) ?? 0) || (a < b ? -1 : 1))
      .slice(0, RAREST_WORDS)
      .map((word) => `${locale} ${word}`),
  )
  const partners = await countPartners(keys, { mostHolders: MOST_HOLDERS })
  return partners.flatMap(([first, second]) => {
    const [one, other] = [statements[first], statements[second]]
    if (!one || !other || !mayDiffer(one, other)) return []
    const share = jaccard(new Set(one.words), new Set(other.words))
    return share >= LEAST_SHARE ? [{ one, other, share }] : []
  })
}

/**
 * "14 days for a monthly plan" and "30 days for a yearly plan" are much alike, and both articles may say both: only
 * what is most alike between two articles is held against each other.
 */
function bestShares(alike: readonly Alike[]): (statement: Statement, article: number) => number {
  const best = new Map<Statement, Map<number, number>>()
  for (const { one, other, share } of alike) {
    for (const [statement, { article }] of [
      [one, other],
      [other, one],
    ] as const) {
      const shares = best.get(statement) ?? new Map<number, number>()
      best.set(statement, shares.set(article, Math.max(share, shares.get(article) ?? 0)))
    }
  }
  return (statement, article) => best.get(statement)?.get(article) ?? 0
}

/** "Gold account" and "Blue account" are two products, each with its own numbers; "Refunds" and "Ask for a refund" are one thing. */
const sameSubject = ({ title: one }: Statement, { title: other }: Statement): boolean =>
  [...one].every((word) => other.has(word)) || [...other].every((word) => one.has(word))

const mayDiffer = (one: Statement, other: Statement): boolean =>
  one.article !== other.article &&
  one.edition === other.edition &&
  sameSubject(one, other) &&
  jaccard(one.context, other.context) >= LEAST_CONTEXT &&
  sameUnits(one, other)

/** `14 day` and `30 day` contradict; `14 day` and `2 year, 3 user` speak of different things. */
const sameUnits = (one: Statement, other: Statement): boolean => unitsOf(one) === unitsOf(other)

const unitsOf = ({ measured }: Statement): string =>
  measured
    .map((value) => value.replace(/^\S+ /, ''))
    .toSorted()
    .join()

function countWords(statements: readonly Statement[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { words } of statements) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
