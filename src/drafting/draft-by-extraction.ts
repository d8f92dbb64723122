import type { Drafting, SourceLink } from '../domain/draft.ts'
import type { Passage, Retrieval } from '../domain/passage.ts'
import type { Understanding } from '../domain/understanding.ts'
import { chooseQuotables } from './extraction/choose-quotables.ts'
import { findQuotables, type Quotable } from './extraction/find-quotables.ts'
import { readUnits } from './extraction/read-units.ts'
import { scoreQuotables } from './extraction/score-quotables.ts'
import { toClaims } from './extraction/to-claims.ts'
import { measureCoverage } from './measure-coverage.ts'
import { readQuestion } from './question/read-question.ts'

/** Claims that speak to less of the question are no answer. */
const LEAST_COVERAGE = 0.3

/**
 * Drafts without a model: quotes the best sentences, lists or rows of the best passages, letter for letter. Only passages
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
  const asked = readQuestion(understanding, retrieval)
  const quotables = withoutRepeats(passages.flatMap((passage) => findQuotables(readUnits(passage))))
  const chosen = chooseQuotables(scoreQuotables(quotables, asked), asked.intent)
  const claims = [...toClaims(chosen)]
  const coverage = measureCoverage(asked, claims, retrieval.passages)
  if (claims.length === 0 || coverage.ofQuestion < LEAST_COVERAGE) return { kind: 'nothing_found' }
  const cited = passages.filter(({ chunkId }) => claims.some(({ citation }) => citation.chunkId === chunkId))
  const { language } = understanding
  const sources = sourcesOf(cited)
  return {
    kind: 'draft',
    draft: { language, claims, sources, coverage: coverage.ofPassage, by: 'extractive' },
  }
}

/** Passages of one article overlap: what the later one begins with has its heading in the earlier one. */
const withoutRepeats = (quotables: readonly Quotable[]): readonly Quotable[] =>
  quotables.filter(
    ({ passage, heading, core }) =>
      heading !== '' ||
      !quotables.some(
        (other) =>
          other.passage.article === passage.article &&
          other.passage.position < passage.position &&
          other.core.length === core.length &&
          other.core.every(({ text }, index) => text === core[index]?.text),
      ),
  )

/** Each public address once, in the order in which the articles are quoted. */
function sourcesOf(cited: readonly Passage[]): SourceLink[] {
  const links = cited.flatMap(({ title, url }) => (url ? [{ title, url }] : []))
  return links.filter(({ url }, index) => links.findIndex((other) => other.url === url) === index)
}
