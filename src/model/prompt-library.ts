import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PLACE, type Prompt, parsePrompt } from './parse-prompt.ts'
import { PromptError } from './prompt-error.ts'

/** Every prompt by its name. */
export type PromptLibrary = ReadonlyMap<string, Prompt>

/** Reads every Markdown file of a folder but its README. Throws `PromptError` with every problem of every file. */
export function readPrompts(folder: string): PromptLibrary {
  const files = filesIn(folder)
  const readings = files.map((file) => {
    const reading = parsePrompt(file.replace(/\.md$/, ''), readFileSync(join(folder, file)))
    return { file: join(folder, file), reading }
  })
  const problems = readings.flatMap(({ file, reading }) =>
    reading.kind === 'problems' ? reading.problems.map((problem) => `${file}, ${problem}`) : [],
  )
  if (problems.length > 0) throw new PromptError(problems)
  const prompts = readings.flatMap(({ reading }) => (reading.kind === 'prompt' ? [reading.prompt] : []))
  return new Map(prompts.map((prompt) => [prompt.name, prompt]))
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new PromptError([`${folder}: cannot be read (${code})`])
  }
}

/** A prompt that code names and that is not there is a bug. */
export function promptCalled(prompts: PromptLibrary, name: string): Prompt {
  const prompt = prompts.get(name)
  if (!prompt) throw new Error(`There is no prompt "${name}".`)
  return prompt
}

export type FilledPrompt = { readonly system: string; readonly user: string }

/** Puts the values in as they are, once: a place that stands in a value stays text. */
export function fillPrompt(prompt: Prompt, variables: Readonly<Record<string, string>>): FilledPrompt {
  const given = Object.keys(variables)
  const missing = prompt.variables.filter((name) => !given.includes(name))
  const unknown = given.filter((name) => !prompt.variables.includes(name))
  if (missing.length + unknown.length > 0) {
    throw new Error(`Prompt "${prompt.name}": missing [${missing}], unknown [${unknown}].`)
  }
  const put = (text: string) => text.replaceAll(PLACE, (_place, name: string) => variables[name] ?? '')
  return { system: put(prompt.system), user: put(prompt.user) }
}
