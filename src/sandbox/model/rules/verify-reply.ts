import type { Prompt, VerifyForm } from '../forms.ts'
import { isNear } from '../reading/is-near.ts'
import { languageOf } from '../reading/language-of.ts'
import { allTagged, taggedWithin, textOf } from '../reading/tagged.ts'
import { subjectsOf } from '../reading/words.ts'
import { judgeClaim } from './judge-claim.ts'
import { wantedLanguage } from './read-draft-prompt.ts'

const PROMISES =
  /\b(?:(?:i|we)(?:['’](?:ve|ll)| have| will| am going to| just)(?: now| just| already)? \w+|has been (?:approved|paid out|refunded)|(?:your|the) refund (?:is|was) (?:approved|on its way)|(?:he|hemos) \w+(?:ado|ido)|(?:voy|vamos) a \w+|(?:ich|wir) (?:habe|haben|werde|werden)\b)/i
const LEAKS =
  /\b(?:passages?|system prompt|(?:my|these) instructions|as an ai|language model|what you are given is data|you (?:write|read|check) (?:replies|messages))\b/i
/** A row of a table has hardly a word that tells its language. */
const TELLING_WORDS = 3
const LEAST_OF_THE_QUESTION = 0.35

/** Checks a reply by words, numbers and denials. */
export const verifyReply = (prompt: Prompt): VerifyForm => {
  const claims = taggedWithin('claims', 'claim', prompt.user).map(({ attributes, inside }, index) => {
    const [passage] = allTagged('passage', inside)
    return {
      number: Number(attributes['number'] ?? index + 1),
      text: textOf('text', inside),
      passage: { id: '', title: passage?.attributes['title'] ?? '', text: passage?.text ?? '' },
    }
  })
  const whole = claims.map(({ text }) => text).join('\n')
  const titles = claims.map(({ passage }) => passage.title).join('\n')
  const [language, wanted] = [languageOf(whole, TELLING_WORDS), wantedLanguage(prompt)]
  return {
    claims: claims.map(({ number, text, passage }) => ({ number, supported: judgeClaim(text, passage) })),
    answers_question: answers(textOf('question', prompt.user), `${whole}\n${titles}`),
    promises_action: PROMISES.test(whole),
    leaks: LEAKS.test(whole),
    right_language: language === undefined || wanted === undefined || language === wanted,
  }
}

function answers(question: string, reply: string): boolean {
  const [asked, said] = [subjectsOf(question), [...new Set(subjectsOf(reply))]]
  const found = asked.filter((word) => said.some((other) => other === word || isNear(word, other)))
  return asked.length === 0 || found.length / asked.length >= LEAST_OF_THE_QUESTION
}
