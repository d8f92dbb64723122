import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { WATCHED_CHILD } from '../contract/children.ts'
import { ROOT } from '../project/source-files.ts'
import { overhear, overhearShown, plantSecrets } from '../support/overheard.ts'

type Environment = Readonly<Record<string, string>>

const MAIN = join(ROOT, 'src/main.ts')

/** `firstline <args>` as a process of its own; nothing of this process's environment reaches it but where programs are. */
export function startCommand(args: readonly string[], cwd: string, env: Environment) {
  plantSecrets(...secretsIn(env))
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      FIRSTLINE_KNOWLEDGE: join(ROOT, 'knowledge'),
      ...WATCHED_CHILD,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export type Said = { readonly code: number | null; readonly out: string; readonly err: string }

/** Whoever asks for these asks to read what people wrote. */
const SHOWS_WORDS = ['audit', 'digest', 'demo', 'knowledge gaps']

/** What a command has printed is looked through like a log, for the secrets of its environment, too. */
export function overhearCommand(
  [name = '', verb = '']: readonly string[],
  { out, err }: Omit<Said, 'code'>,
): void {
  if (SHOWS_WORDS.includes(name) || SHOWS_WORDS.includes(`${name} ${verb}`)) overhearShown(out)
  else overhear(out)
  overhear(err)
}

const SECRET = /TOKEN|SECRET|PASSWORD|KEY/

const secretsIn = (env: Environment) =>
  Object.entries(env).flatMap(([name, value]) => [
    SECRET.test(name) ? value : undefined,
    URL.parse(value)?.password,
  ])

/** Runs a command to its end. */
export async function runCommand(args: readonly string[], cwd: string, env: Environment): Promise<Said> {
  const child = startCommand(args, cwd, env)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), ended(child)])
  overhearCommand(args, { out, err })
  return { code: child.exitCode, out, err }
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
