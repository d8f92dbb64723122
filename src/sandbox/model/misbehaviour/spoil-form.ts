import type { Filled, Prompt, VerifyForm } from '../forms.ts'
import { taggedWithin } from '../reading/tagged.ts'
import type { FormTrouble } from './misbehaviour.ts'
import { spoilDraft } from './spoil-draft.ts'

const MUCH = 400

/** A good form with this trouble in it. */
export const spoilForm = (trouble: FormTrouble, filled: Filled, prompt: Prompt): Filled => {
  const { tool, form } = filled
  switch (tool) {
    case 'draft_reply':
      return { tool, form: spoilDraft(trouble, prompt) }
    case 'verify_reply':
      return { tool, form: spoilVerdict(trouble, form) }
    case 'understand':
      return trouble === 'wrong_topic'
        ? { tool, form: { ...form, topic: otherTopic(form.topic, prompt) } }
        : { tool, form: { ...form, question: '' } }
    case 'summarise_conversation': {
      if (trouble === 'wrong_topic') return { tool, form: { ...form, topic: otherTopic(form.topic, prompt) } }
      if (trouble === 'very_long') {
        return { tool, form: { ...form, problem: `${form.problem} `.repeat(MUCH).trim() } }
      }
      return { tool, form: { ...form, problem: '', tried: '', next_step: '' } }
    }
  }
}

function spoilVerdict(trouble: FormTrouble, form: VerifyForm): VerifyForm {
  if (trouble === 'empty') return { ...form, claims: [] }
  const approves = trouble === 'approves_everything'
  const supported = approves ? 'yes' : 'no'
  return {
    claims: form.claims.map(({ number }) => ({ number, supported })),
    answers_question: approves,
    promises_action: false,
    leaks: false,
    right_language: true,
  }
}

/** Another listed topic; one that nobody listed if there is none. */
const otherTopic = (topic: string, { user }: Prompt): string =>
  taggedWithin('topics', 'topic', user)
    .map(({ attributes }) => attributes['name'] ?? '')
    .find((name) => name !== topic) ?? 'astrology'
