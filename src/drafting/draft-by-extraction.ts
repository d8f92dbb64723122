import type { Drafting, SourceLink } from '../domain/draft.ts'
import type { Passage, Retrieval } from '../domain/passage.ts'
import type { Understanding } from '../domain/understanding.ts'
import { chooseUnits, type Quotable } from './extraction/choose-units.ts'
import { readUnits } from './extraction/read-units.ts'
import { scoreUnits, sumOf } from './extraction/score-units.ts'
import { toClaims } from './extraction/to-claims.ts'
import { weighQuestion } from './extraction/weigh-question.ts'

/** The share of the question's weight that the quoted sentences must answer to. */
const LEAST_COVERED = 0.3

/**
 * Drafts without a model: quotes the one to three best sentences of the best passages, letter for letter. Only passages
 * in the contact's language are quoted, because nothing here can translate.
 */
export function draftByExtraction({
  understanding,
  retrieval,
}: {
  readonly understanding: Understanding
  readonly retrieval: Retrieval
}): Drafting {
  const passages = retrieval.passages.filter(({ locale }) => locale === understanding.language)
  const asked = weighQuestion(understanding)
  const chosen = chooseUnits(scoreUnits(passages.flatMap(readUnits), asked, understanding))
  if (chosen.length === 0 || covered(chosen) < LEAST_COVERED) return { kind: 'nothing_found' }
  const claims = [...toClaims(chosen)]
  const cited = passages.filter(({ chunkId }) => claims.some(({ citation }) => citation.chunkId === chunkId))
  const draft = {
    language: understanding.language,
    claims,
    sources: sourcesOf(cited),
    by: 'extractive' as const,
  }
  return { kind: 'draft', draft }
}

/** What all chosen sentences together answer to, 0 to 1. */
function covered(chosen: readonly Quotable[]): number {
  const units = chosen.flatMap((quotable) => quotable.units)
  const [first] = units
  if (!first) return 0
  return sumOf(first.covers.map((_, word) => Math.max(...units.map(({ covers }) => covers[word] ?? 0))))
}

/** Each public address once, in the order in which the articles are quoted. */
function sourcesOf(cited: readonly Passage[]): SourceLink[] {
  const links = cited.flatMap(({ title, url }) => (url ? [{ title, url }] : []))
  return links.filter(({ url }, index) => links.findIndex((other) => other.url === url) === index)
}
