import type { Understanding } from '../../domain/understanding.ts'
import { foldText } from '../understanding/fold-text.ts'
import { hasNegation } from '../verification/negations.ts'

/** What kind of answer a question wants, as far as its form tells. */
export type Intent = {
  /** "How many ...?": an amount, a time span or a date, and nothing else. */
  readonly wantsAmount: boolean
  /** That, or something that names one: "the price of ...". */
  readonly wantsValue: boolean
  /** Which of several: what is counted or listed answers. */
  readonly wantsKind: boolean
  /** Whether there is something. */
  readonly wantsExistence: boolean
  /** How something is done. */
  readonly wantsSteps: boolean
  /** Where something is, or whether one can do it: a place to go answers, too. */
  readonly wantsPlace: boolean
  /** "The app does not sync": tells of trouble. */
  readonly tellsOfTrouble: boolean
}

const ASKS_HOW_MUCH =
  / (?:how (?:much|many|long|often|soon|quickly|fast|big|large|late)|when (?:do|does|did|is|are|was|will|can|should)|until when|cuanto|cuanta|cuantos|cuantas|cuando|wie (?:viel|viele|lange|lang|oft|gross|schnell|hoch)|wieviel|wann|bis wann|combien|quand|quanto|quanta|quantos|quantas|quando) /
const NAMES_VALUE =
  / (?:cost|costs|price|prices|pricing|fee|fees|limit|limits|maximum|minimum|deadline|cuesta|cuestan|precio|precios|plazo|limite|kostet|kosten|preis|preise|frist|coute|coutent|prix|delai|custa|custam|preco|prazo) /
const ASKS_FOR_STEPS =
  / (?:how (?:do|can|could|should|would|may) (?:i|we|you|one|people|my \w+)|how to|how does one|steps|(?:wie|como|comment) (?!viel|es |est |e ).{0,60}|come (?:faccio|posso|si|fare)|(?:want|need|would like|trying|like) to|ich (?:mochte|will)|quiero|quisiera|je (?:veux|voudrais)|quero|voglio|vorrei) /
const ASKS_FOR_PLACE =
  / (?:can (?:i|we|you|my \w+)|where|puedo|podemos|donde|kann (?:ich|man)|konnen wir|wo|puis je|peut on|ou|posso|podemos|onde|dove) /

const ASKS_FOR_KIND =
  / (?:which|what|who|welche\w*|was|wer|cual|cuales|que|quien|quel\w*|qui|qual|quais|quem|quale|quali|chi) /

const ASKS_FOR_EXISTENCE =
  / (?:is there|are there|do you (?:have|offer|support|accept)|gibt es|habt ihr|haben sie|hay|tienen|tenis|y a t il|avez vous|tem|ha|avete) /

/** Reads the form of a question in the languages that the patterns know. */
export function readIntent({ question, language }: Understanding): Intent {
  const folded = foldText(question)
  const wantsAmount = ASKS_HOW_MUCH.test(folded)
  const wantsValue = wantsAmount || NAMES_VALUE.test(folded)
  return {
    wantsAmount,
    wantsValue,
    wantsKind: ASKS_FOR_KIND.test(folded),
    wantsExistence: ASKS_FOR_EXISTENCE.test(folded),
    wantsSteps: !wantsValue && ASKS_FOR_STEPS.test(folded),
    wantsPlace: !wantsValue && !ASKS_FOR_KIND.test(folded) && ASKS_FOR_PLACE.test(folded),
    tellsOfTrouble: !question.includes('?') && hasNegation(question, language),
  }
}
