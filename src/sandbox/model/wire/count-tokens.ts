import { createHash } from 'node:crypto'

const LETTERS_PER_TOKEN = 4

/** About as many tokens as a real model would count. */
export const countTokens = (text: string): number => Math.ceil(text.length / LETTERS_PER_TOKEN)

/** Counts as cached the instructions that were seen before, as the API does with the beginning of a prompt. */
export const createPromptCache = () => {
  const seen = new Set<string>()
  return (system: string): number => {
    const key = createHash('sha256').update(system).digest('hex')
    const known = seen.has(key)
    seen.add(key)
    return known ? countTokens(system) : 0
  }
}
