/** Everything that is wrong with the knowledge folder, at once: nothing of it has been touched when it is thrown. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError'
  readonly problems: readonly string[]
  constructor(
    problems: readonly string[],
    heading = `The knowledge folder has ${problems.length} problem(s).`,
  ) {
    super(`${heading}\n${bullets(problems)}`)
    this.problems = problems
  }
}

const bullets = (problems: readonly string[]) => problems.map((problem) => `  - ${problem}`).join('\n')
