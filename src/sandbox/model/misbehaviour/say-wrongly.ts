import type { Filled, Prompt } from '../forms.ts'
import type { Said } from '../wire/completion-json.ts'
import { isFormTrouble, type Misbehaviour } from './misbehaviour.ts'
import { spoilForm } from './spoil-form.ts'

const call = ({ tool, form }: Filled): Said => ({
  finishReason: 'tool_calls',
  toolCall: { name: tool, arguments: JSON.stringify(form) },
})

/** A filled form as the model says it, with the misbehaviour in it if there is one. */
export const say = (filled: Filled, misbehaviour: Misbehaviour | undefined, prompt: Prompt): Said => {
  if (!misbehaviour) return call(filled)
  const { does } = misbehaviour
  if (isFormTrouble(does)) return call(spoilForm(does, filled, prompt))
  if (misbehaviour.does === 'schema_violation') return violated(filled, misbehaviour.field)
  const whole = JSON.stringify(filled.form)
  const cutCall = { name: filled.tool, arguments: whole.slice(0, whole.length / 2) }
  if (does === 'invalid_json') return { finishReason: 'tool_calls', toolCall: cutCall }
  if (does === 'cut') return { finishReason: 'length', toolCall: cutCall }
  if (does === 'no_tool_call') return { finishReason: 'stop', content: 'Sure! I would be happy to help.' }
  return sayNothing(does) ?? call(filled)
}

/** What a model says that won't answer; `undefined` for one that does. */
export const sayNothing = (does: Misbehaviour['does'] | undefined): Said | undefined => {
  if (does === 'refusal') return { finishReason: 'stop', refusal: 'I’m sorry, but I can’t help with that.' }
  if (does === 'content_filter') return { finishReason: 'content_filter' }
  return undefined
}

type Field = Extract<Misbehaviour, { does: 'schema_violation' }>['field']

function violated({ tool, form }: Filled, field: Field): Said {
  const [name = '', ...others] = Object.keys(form)
  const kept = Object.entries(form).filter(([key]) => others.includes(key))
  const wrong: Record<Field, object> = {
    missing: Object.fromEntries(kept),
    extra: { ...form, confidence: 0.99 },
    wrong_type: { ...form, [name]: 42 },
  }
  return {
    finishReason: 'tool_calls',
    toolCall: { name: tool, arguments: JSON.stringify(wrong[field]) },
  }
}
