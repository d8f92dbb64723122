import { existsSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { ConfigError } from '../config/config-error.ts'
import { DatasetError } from '../evaluation/dataset-error.ts'
import { IntercomError } from '../intercom/intercom-error.ts'
import { KnowledgeError } from '../knowledge/knowledge-error.ts'
import { ServiceNotAskedError } from '../operator/ask-service.ts'
import { OperationRefusedError } from '../operator/operation.ts'
import { databaseRefusal } from '../store/database-trouble.ts'
import { DatabaseUnfitError } from '../store/database-unfit-error.ts'
import { DatabaseUnreachableError } from '../store/database-unreachable-error.ts'
import { DataFolderInUseError } from '../store/embedded-lock.ts'

const DONE = 0
const FAILED = 1
const WRONG_USE = 2

/** Each is loaded only when it is asked for: a service needs neither the demo nor what it plays. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand(),
  sandbox: async () => (await import('./sandbox.ts')).sandboxCommand(),
  demo: async () => (await import('./demo.ts')).demoCommand(),
  audit: async () => (await import('./audit.ts')).auditCommand(),
  switch: async () => (await import('./switch.ts')).switchCommand(),
  digest: async () => (await import('./digest.ts')).digestCommand(),
  forget: async () => (await import('./forget.ts')).forgetCommand(),
  jobs: async () => (await import('./jobs.ts')).jobsCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
  knowledge: async () => (await import('./knowledge.ts')).knowledgeCommand(),
}

/** Runs one command and sets the exit code: 0 done, 1 failed, 2 wrong use or configuration. */
export async function run(argv: readonly string[]): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const program = new Command('firstline')
    .description('The first responder of an Intercom inbox: answers with evidence, or hands off to a person.')
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride()
  for (const command of await loadCommands(argv)) program.addCommand(neverExits(command))
  try {
    await program.parseAsync([...argv])
  } catch (error) {
    process.exitCode = explain(error)
  }
}

/** The one that is asked for; all of them for help, and for whoever has mistyped. */
function loadCommands([, , name = '']: readonly string[]): Promise<readonly Command[]> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  return Promise.all((load ? [load] : Object.values(COMMANDS)).map((one) => one()))
}

/** Wrong use ends in `explain`, also that of a command below another one. */
function neverExits(command: Command): Command {
  for (const below of command.commands) neverExits(below)
  return command.exitOverride()
}

/** Errors whose message is all that a person needs. */
const EXPLAINED = [
  [ConfigError, WRONG_USE],
  [KnowledgeError, WRONG_USE],
  [DataFolderInUseError, WRONG_USE],
  [DatasetError, WRONG_USE],
  [DatabaseUnreachableError, FAILED],
  [DatabaseUnfitError, FAILED],
  [OperationRefusedError, WRONG_USE],
  [ServiceNotAskedError, FAILED],
  [IntercomError, FAILED],
] as const

/** What a person can mend is said in words; anything else keeps its stack. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USE
  const explained = EXPLAINED.find(([kind]) => error instanceof kind)
  if (explained && error instanceof Error) {
    process.stderr.write(`${error.message}\n`)
    return explained[1]
  }
  const refused = databaseRefusal(error)
  process.stderr.write(`${refused ? `${refused.found} ${refused.fix}` : describe(error)}\n`)
  return FAILED
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}. Another program listens there; set PORT (and SANDBOX_PORT) to free ones.`
  }
  const cause = error.cause instanceof Error ? `\nbecause: ${error.cause.message}` : ''
  return `${error.stack ?? error.message}${cause}`
}
