import type { Claim, VerdictProblem } from '../../domain/draft.ts'
import type { Passage } from '../../domain/passage.ts'
import { analyseText } from '../../knowledge/analyse-text.ts'
import { findLinks } from './find-links.ts'
import { findValues } from './find-values.ts'
import { measureSupport } from './measure-support.ts'
import { hasNegation } from './negations.ts'
import { contradicts } from './opposites.ts'
import { promisesAction } from './promises.ts'
import { quoteStands } from './quote-stands.ts'
import { withoutLayout } from './without-layout.ts'

export type ClaimCheck = { readonly support: number; readonly problems: readonly VerdictProblem['code'][] }

/** data/groundedness: below it fall 88 % of the unfaithful answers and 2 % of those that people found well supported. */
const LEAST_SUPPORT = 0.45

/** Checks one claim against the passage it cites. What it states exactly must stand in the quote itself. */
export function checkClaim({ text, citation }: Claim, passage: Passage | undefined): ClaimCheck {
  if (!passage) return { support: 0, problems: ['passage_not_retrieved'] }
  if (!quoteStands(citation.quote, passage.text)) return { support: 0, problems: ['quote_not_in_passage'] }
  const isQuote = withoutLayout(text) === withoutLayout(citation.quote)
  const support = isQuote ? 1 : measureSupport(text, citation.quote, passage.locale)
  const isSupported = isQuote || (support >= LEAST_SUPPORT && agrees(text, citation.quote, passage))
  return {
    support,
    problems: [
      ...(hasForeignValue(text, citation.quote) ? (['value_not_in_evidence'] as const) : []),
      ...(hasForeignLink(text, citation.quote, passage) ? (['link_not_in_evidence'] as const) : []),
      ...(isSupported ? [] : (['claim_not_supported'] as const)),
      ...(promisesAction(text, citation.quote) ? (['promises_action'] as const) : []),
    ],
  }
}

/** A writer who slips into English denies in English. */
const FOREIGN = 'en'

/** Shared words prove nothing where one side denies what the other says. */
function agrees(text: string, quote: string, { locale, text: whole }: Passage): boolean {
  const words = new Set(analyseText(text, locale))
  const denied = clausesOf(`${wordsBefore(quote, whole)} ${quote}`)
    .filter((clause) => hasNegation(clause, locale))
    .some((clause) => analyseText(clause, locale).some((word) => words.has(word)))
  const denies = hasNegation(text, locale) || (!denied && hasNegation(text, FOREIGN))
  return denies === denied && !contradicts(text, quote)
}

/** A claim may leave out half of a sentence, and with it a denial of something else. */
const clausesOf = (sentence: string): readonly string[] =>
  sentence.split(/[,;:、，；：]|\s(?:and|but|y|pero|und|aber|sondern|et|mais|e|mas)\s/u)

/** What stands before a quote in its sentence: a quote that begins after "we do not" means the opposite. */
function wordsBefore(quote: string, whole: string): string {
  const before = whole.slice(0, whole.indexOf(quote))
  return /[^.!?。！？\n]{0,200}$/u.exec(before.slice(-200))?.[0] ?? ''
}

/** Counted, so that a number cannot stand in for another that happens to be in the quote as well. */
function hasForeignValue(text: string, quote: string): boolean {
  const [said, known] = [findValues(text), findValues(quote)]
  const [measured, emails] = [new Set(known.measured), new Set(known.emails)]
  return (
    said.measured.some((value) => !measured.has(value)) ||
    said.emails.some((email) => !emails.has(email)) ||
    !isPartOf(said.numbers, known.numbers)
  )
}

function isPartOf(some: readonly string[], all: readonly string[]): boolean {
  const left = countEach(all)
  return [...countEach(some)].every(([one, count]) => count <= (left.get(one) ?? 0))
}

function countEach(all: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

function hasForeignLink(text: string, quote: string, { url }: Passage): boolean {
  const known = new Set([...findLinks(quote), ...findLinks(url ?? '')])
  return findLinks(text).some((link) => !known.has(link))
}
