import type { Draft, Verdict, VerdictProblem } from '../domain/draft.ts'
import type { Passage } from '../domain/passage.ts'
import { checkClaim } from './verification/check-claim.ts'

/**
 * Checks a draft claim by claim against the passages that were retrieved, whoever wrote it. Grounded means: every quote
 * stands in its passage letter for letter, every number, date, amount, e-mail address and link of a claim stands in what
 * it cites, and the claim's words are supported by it. `groundedness` is the worst claim's support, 0 to 1, and never
 * more than the draft's coverage of the question allows: a quote beside the point is true and still no answer.
 */
export function verifyDraft(draft: Draft, passages: readonly Passage[]): Verdict {
  const cited = draft.claims.map(({ citation }) =>
    passages.find(({ chunkId }) => chunkId === citation.chunkId),
  )
  const checks = draft.claims.map((claim, index) => checkClaim(claim, cited[index]))
  const problems = [
    ...checks.flatMap((check, claim) => check.problems.map((code) => ({ claim, code }))),
    ...sourceProblems(draft, cited),
    ...(draft.claims.length === 0 ? [NOTHING_CLAIMED] : []),
  ]
  if (problems.length > 0) return { kind: 'ungrounded', problems }
  const support = Math.min(...checks.map((check) => check.support))
  return { kind: 'grounded', groundedness: Math.min(support, answering(draft)) }
}

/** A draft that touches so much of the question's weight is not held back for what it leaves out. */
const ENOUGH_COVERAGE = 0.8

const answering = ({ coverage = 1 }: Draft): number => Math.min(1, coverage / ENOUGH_COVERAGE)

/** A draft without claims has nothing to rest on. */
const NOTHING_CLAIMED: VerdictProblem = { claim: 0, code: 'claim_not_supported' }

/** Sources belong to the draft as a whole; a wrong one is reported at the first claim. */
const sourceProblems = (
  { sources }: Draft,
  cited: readonly (Passage | undefined)[],
): readonly VerdictProblem[] =>
  sources
    .filter(({ title, url }) => !cited.some((passage) => passage?.url === url && passage.title === title))
    .map(() => ({ claim: 0, code: 'source_not_cited' }))
