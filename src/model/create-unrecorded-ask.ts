import type { z } from 'zod'
import type { ModelConfig } from '../config/parse-config.ts'
import type { AskModel, ModelAnswer, ModelRequest } from './ask-model.ts'
import { type Asked, createConverse } from './converse.ts'
import { asMessages } from './create-ask-model.ts'
import { fillPrompt, type PromptLibrary, promptCalled } from './prompt-library.ts'
import { createTurnstile } from './turnstile.ts'

export type UnrecordedDeps = {
  readonly config: ModelConfig
  readonly prompts: PromptLibrary
  /** The longest that one HTTP request may take. */
  readonly timeoutMs: number
  /** Told of what each call took. */
  readonly onAsked: (asked: Omit<Asked<unknown>, 'answer'>) => void
}

/**
 * The door without its book: nothing is stored, and no spend limit is looked at. Only for trying whether a model works,
 * with nobody's words.
 */
export function createUnrecordedAsk({ config, prompts, timeoutMs, onAsked }: UnrecordedDeps): AskModel {
  const repair = promptCalled(prompts, 'repair-answer')
  const converse = createConverse({ config, enter: createTurnstile(1), repair, timeoutMs })
  return async <Schema extends z.ZodType>(
    request: ModelRequest<Schema>,
  ): Promise<ModelAnswer<z.output<Schema>>> => {
    const prompt = promptCalled(prompts, request.prompt)
    const input = asMessages(fillPrompt(prompt, request.variables))
    const { answer, ...asked } = await converse({ ...request, model: config[prompt.role], input })
    onAsked(asked)
    return answer
  }
}
