import type { Prompt, SummaryForm } from '../forms.ts'
import { sentencesOf } from '../reading/sentences-of.ts'
import { type Tagged, taggedWithin } from '../reading/tagged.ts'
import { chooseTopic } from './choose-topic.ts'
import { WANTS_PERSON } from './phrases.ts'
import { standAloneQuestion } from './stand-alone-question.ts'

const MOST_WORDS = 22

/** Sums up a conversation: its first question, its last answer, and what its state asks for. */
export const summarise = ({ user }: Prompt): SummaryForm => {
  const turns = taggedWithin('conversation', 'turn', user)
  const asked = turns.filter(({ attributes }) => attributes['by'] === 'contact')
  const answered = turns.filter(({ attributes }) => attributes['by'] !== 'contact')
  const first = asked[0]?.text.trim() ?? ''
  const question = standAloneQuestion(first, [])
  return {
    problem:
      first === '' ? 'The customer wrote nothing.' : `The customer wrote: “${short(question || first)}”`,
    tried: triedBy(answered.at(-1)),
    next_step: nextStep(turns, asked),
    topic: chooseTopic(asked.map(({ text }) => text).join('\n'), taggedWithin('topics', 'topic', user)),
  }
}

const triedBy = (last: Tagged | undefined): string => {
  if (!last) return ''
  return `${last.attributes['by'] === 'bot' ? 'The bot' : 'The team'} answered: “${short(last.text)}”`
}

function nextStep(turns: readonly Tagged[], asked: readonly Tagged[]): string {
  if (asked.some(({ text }) => WANTS_PERSON.test(text))) return 'Take over: the customer asks for a person.'
  if (asked.length === turns.length) return 'Answer the customer’s question.'
  if (turns.at(-1)?.attributes['by'] === 'contact') return 'Answer the customer’s newest message.'
  return 'Ask whether the answer has helped.'
}

/** The first sentence, without its end when it is long. */
const short = (text: string): string => {
  const words = (sentencesOf(text)[0] ?? '').split(/\s+/)
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS).join(' ')} …` : words.join(' ')
}
