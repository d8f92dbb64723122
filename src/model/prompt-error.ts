/** The prompts cannot be used: every problem of every file at once. */
export class PromptError extends Error {
  override readonly name = 'PromptError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    const lines = problems.map((problem) => `  - ${problem}`)
    super([`Firstline cannot start: ${problems.length} problem(s) in its prompts.`, ...lines].join('\n'))
    this.problems = problems
  }
}
