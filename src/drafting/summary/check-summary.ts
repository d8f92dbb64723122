import { foldText } from '../understanding/fold-text.ts'
import { findLinks } from '../verification/find-links.ts'
import { findValues } from '../verification/find-values.ts'

/** Why a model's summary is not taken. */
export type SummaryProblem = 'empty' | 'too_long' | 'value_not_said' | 'link_not_said' | 'name_not_said'

/** The sentences of a summary, as a model wrote them. */
export type SummaryTexts = { readonly problem: string; readonly tried: string; readonly nextStep: string }

const LONGEST = 320
/** A capitalised word, or one that holds a digit, such as INV-2041. */
const NAME = /[\p{L}\p{N}][\p{L}\p{M}\p{N}’'_-]*/gu
const CAPITALISED = /^\p{Lu}/u
const WITH_DIGIT = /\p{L}.*\p{Nd}|\p{Nd}.*\p{L}/u
const SENTENCE_START = /(?:^|[.!?:;“"]\s*)$/u

/**
 * Whether everything that a summary states exactly stands in the conversation: numbers, dates, addresses, links, names
 * and ids. Which word is a name cannot be known; a capitalised one is taken for one, so that a few good summaries are
 * turned down and the rules' own takes their place.
 */
export function checkSummary(texts: SummaryTexts, said: string): SummaryProblem | undefined {
  const all = [texts.problem, texts.tried, texts.nextStep]
  if (texts.problem.trim() === '' || texts.nextStep.trim() === '') return 'empty'
  if (all.some((text) => text.length > LONGEST)) return 'too_long'
  const summary = all.join('\n')
  if (!valuesStand(summary, said)) return 'value_not_said'
  const links = findLinks(said)
  if (!findLinks(summary).every((link) => links.includes(link))) return 'link_not_said'
  const words = new Set(foldText(said).split(' '))
  const isSaid = (word: string) =>
    foldText(word)
      .split(' ')
      .every((piece) => piece === '' || words.has(piece))
  return all.every((text) => namesIn(text).every(isSaid)) ? undefined : 'name_not_said'
}

function valuesStand(summary: string, said: string): boolean {
  const known = findValues(said)
  const told = findValues(summary)
  return (
    told.numbers.every((number) => known.numbers.includes(number)) &&
    told.measured.every((value) => known.measured.includes(value)) &&
    told.emails.every((email) => known.emails.includes(email))
  )
}

/** Words that may be names or ids. At the beginning of a sentence every word is capitalised: common ones are passed. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(NAME)]
    .filter(({ 0: word, index }) => {
      if (WITH_DIGIT.test(word)) return true
      if (!CAPITALISED.test(word) || word === 'I') return false
      return !(SENTENCE_START.test(text.slice(0, index)) && isCommonOpening(word))
    })
    .map(([word]) => word.replace(/[’']s$/u, ''))
}

const isCommonOpening = (word: string): boolean =>
  OPENINGS.has(word.toLowerCase()) || /(?:ing|ed)$/.test(word)

/** How English sentences of a summary begin: with the people concerned, or with what is to be done. */
const OPENINGS: ReadonlySet<string> = new Set(
  `a an the this that their they he she it its his her there no not nothing none nobody someone one both after before
  since when because if for from in on at by with without to as customer contact user client account team support bot
  teammate colleague agent wants needs asks reports says cannot can unable has had is was were are did does does sent
  answer reply ask tell send give check confirm follow look call close assign explain find open help read review refund
  restore reset share show verify wait write decide escalate investigate clarify contact apologise apologize offer
  provide respond issue resend route hand take make let get do please resolve update fix test try point walk guide
  remind inform wake snooze discuss arrange cancel change remove delete add approve reject start stop see process
  identify determine correct schedule forward pass request gather locate examine inspect address handle complete`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
