/** Everything that is wrong with the configuration, at once. Nothing has been started when it is thrown. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`Firstline cannot start: ${problems.length} problem(s) in its configuration.\n${bullets(problems)}`)
    this.problems = problems
  }
}

const bullets = (problems: readonly string[]) => problems.map((problem) => `  - ${problem}`).join('\n')
