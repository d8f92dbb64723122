import type { ModelMessage } from '../store/model-calls.ts'
import type { Prompt } from './parse-prompt.ts'
import { fillPrompt } from './prompt-library.ts'
import { element } from './untrusted-text.ts'

export type Misfit = {
  readonly input: readonly ModelMessage[]
  readonly output: string
  readonly problems: readonly string[]
}

/** An answer longer than this is no form; what is wrong with it shows in its beginning. */
const LONGEST_ANSWER = 8_000
const MOST_PROBLEMS = 20

/** The same messages, each with the repair's words below it: some servers insist that system and user alternate. */
export function repairMessages(repair: Prompt, { input, output, problems }: Misfit): readonly ModelMessage[] {
  const { system, user } = fillPrompt(repair, {
    answer: element('first_answer', {}, output.slice(0, LONGEST_ANSWER)),
    problems: element('problems', {}, problems.slice(0, MOST_PROBLEMS).join('\n')),
  })
  const added = { system, user }
  return input.map(({ role, content }) => ({ role, content: `${content}\n\n${added[role]}` }))
}
