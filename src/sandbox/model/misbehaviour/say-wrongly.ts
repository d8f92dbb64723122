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
  const cut = JSON.stringify(filled.form).slice(0, -Math.ceil(JSON.stringify(filled.form).length / 2))
  const cutCall = { name: filled.tool, arguments: cut }
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

function violated({ tool, form }: Filled, field: 'missing' | 'extra' | 'wrong_type'): Said {
  const [first = ['x', null], ...rest] = Object.entries(form)
  const entries =
    field === 'missing'
      ? rest
      : field === 'extra'
        ? [first, ...rest, ['confidence', 0.99]]
        : [[first[0], 42], ...rest]
  return {
    finishReason: 'tool_calls',
    toolCall: { name: tool, arguments: JSON.stringify(Object.fromEntries(entries)) },
  }
}
