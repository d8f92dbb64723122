import type { DraftClaim, DraftForm, Prompt } from '../forms.ts'
import { isInjection } from '../reading/is-injection.ts'
import type { Unit } from '../reading/read-units.ts'
import { chooseUnits } from './choose-units.ts'
import { readDraftPrompt } from './read-draft-prompt.ts'
import { reword } from './reword.ts'

/** The weighed share of a question that a sentence and its headings must hold to be taken for its answer. */
const LEAST_COVERAGE = 0.5

/** Only somebody who can look into the account knows. */
const ABOUT_THE_ACCOUNT =
  /where is my|status of my|have you (?:received|got)|did you (?:receive|get)|(?:charged|billed) me|why was i|was (?:ist|wurde) mit meine[rm]?|wo ist meine?|dónde está mi/i

/** Drafts from the passages of a prompt alone, by the overlap of words. */
export const draftReply = (prompt: Prompt): DraftForm => {
  const { question, units } = readDraftPrompt(prompt)
  if (isInjection(question)) return cannot('out_of_scope')
  if (ABOUT_THE_ACCOUNT.test(question)) return cannot('needs_account_data')
  const chosen = chooseUnits(question, units, LEAST_COVERAGE)
  return chosen.length === 0 ? cannot('not_in_passages') : answer(chosen.map(toClaim))
}

/** Drafts whether or not the passages answer the question, as a bad model does. */
export const draftAnyway = (prompt: Prompt): DraftForm => {
  const { question, units } = readDraftPrompt(prompt)
  const [first] = chooseUnits(question, units, 0)
  return answer([
    first ? toClaim(first) : { text: 'That is possible.', passage: 'p1', quote: 'That is possible.' },
  ])
}

const toClaim = ({ text, kind, passage }: Unit): DraftClaim => ({
  text: kind === 'sentence' || kind === 'item' ? reword(text) : text,
  passage: passage.id,
  quote: text,
})

const answer = (claims: readonly DraftClaim[]): DraftForm => ({
  form: 'answer',
  claims,
  ask: null,
  reason: null,
})

const cannot = (reason: NonNullable<DraftForm['reason']>): DraftForm => ({
  form: 'cannot',
  claims: [],
  ask: null,
  reason,
})
