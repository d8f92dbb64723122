import { type Prompt, RISKS, type UnderstandForm } from '../forms.ts'
import { languageOf } from '../reading/language-of.ts'
import { taggedWithin } from '../reading/tagged.ts'
import { wordsOf } from '../reading/words.ts'
import { chooseTopic } from './choose-topic.ts'
import { ANGRY, isCourtesy, isThanks, NEGATIVE, POSITIVE, RISK_SIGNS, WANTS_PERSON } from './phrases.ts'
import { standAloneQuestion } from './stand-alone-question.ts'

/** Understands the newest messages by lists of words. */
export const understand = ({ user }: Prompt): UnderstandForm => {
  const newest = taggedWithin('messages', 'message', user)
    .map(({ text }) => text.trim())
    .join('\n')
  const turns = taggedWithin('before', 'turn', user)
  const earlier = turns.filter(({ attributes }) => attributes['by'] === 'contact').map(({ text }) => text)
  const question = standAloneQuestion(newest, earlier)
  return {
    language: languageOf(newest) ?? languageOf(earlier.join('\n')) ?? 'en',
    question,
    topic: chooseTopic(question, taggedWithin('topics', 'topic', user)),
    sentiment: sentimentOf(newest),
    wants_person: WANTS_PERSON.test(newest),
    needs_no_answer: isThanks(newest) && wordsOf(newest).every(isCourtesy),
    risks: RISKS.filter((risk) => RISK_SIGNS[risk].test(newest)),
    missing: [],
  }
}

const sentimentOf = (text: string): UnderstandForm['sentiment'] => {
  if (ANGRY.test(text)) return 'angry'
  if (NEGATIVE.test(text)) return 'negative'
  return POSITIVE.test(text) ? 'positive' : 'neutral'
}
