import type { VerdictProblem } from '../../domain/draft.ts'

const WORDS: Readonly<Record<VerdictProblem['code'], string>> = {
  quote_not_in_passage: 'A quote did not stand in its passage letter for letter.',
  passage_not_retrieved: 'A claim named a passage that was not given.',
  value_not_in_evidence: 'A claim held a number, date, amount or address that its quote does not hold.',
  link_not_in_evidence: 'A claim held a link. Links are added below the reply.',
  claim_not_supported: 'A claim said more than its quote, or something else.',
  source_not_cited: 'A source was listed that no claim cites.',
  beside_the_question: 'The claims did not answer the question.',
  promises_action: 'The reply said that somebody has done or will do something.',
  speaks_of_itself: 'The reply spoke of passages or instructions.',
  wrong_language: 'The reply was not in the language that was asked for.',
}

/** Why a draft was turned down, each reason once: what a second attempt is told instead of the rejected text. */
export const problemsInWords = (problems: readonly VerdictProblem[]): readonly string[] => [
  ...new Set(problems.map(({ code }) => WORDS[code])),
]
