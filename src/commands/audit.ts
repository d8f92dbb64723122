import { Command } from 'commander'
import { parseConfig } from '../config/parse-config.ts'
import { auditShow, auditVerify } from '../operator/audit-operations.ts'
import { withOperator } from '../operator/with-operator.ts'

type VerifyOptions = { readonly head?: string; readonly json?: boolean }

/** `audit verify` and `audit show`. */
export const auditCommand = (): Command => {
  const audit = new Command('audit').description('the audit trail: one hash chain per conversation')
  audit
    .command('verify')
    .description('recompute every chain; exits 1 when anything was changed')
    .option('--head <hash>', 'a head from the log: proves that nothing older was rewritten')
    .option('--json', 'print facts as JSON')
    .addHelpText(
      'after',
      '\nExits 1 when the trail was changed, 2 when the head is none. Heads stand in the log as "audit head", once a day:\n' +
        'keep them where whoever could change the database cannot (docs/audit.md).',
    )
    .action(verify)
  audit
    .command('show <conversation>')
    .description('print the chain of one conversation')
    .option('--json', 'print facts as JSON')
    .action(show)
  return audit
}

async function verify({ head, json }: VerifyOptions): Promise<void> {
  const facts = head === undefined ? {} : { head }
  const { match, ...verification } = await withOperator(parseConfig(process.env), auditVerify, facts)
  const isIntact = verification.problems.length === 0 && (match === null || match === 'same')
  print(json, { ...verification, head: match, intact: isIntact }, [
    `${verification.chains} chains, ${verification.events} events: ${verification.problems.length} problems`,
    ...verification.problems.map(
      (one) => `  ${one.conversationId} at ${one.seq}: ${one.problem.replaceAll('_', ' ')}`,
    ),
    ...(match ? [HEAD_SAYS[match]] : []),
  ])
  if (!isIntact) process.exitCode = match === 'malformed' ? 2 : 1
}

const HEAD_SAYS = {
  same: 'head: same. Nothing that is older than it was rewritten, cut or removed.',
  rewritten:
    'head: rewritten. The trail is not what it was when this head was written: at least one chain was changed, cut or ' +
    'removed since, or the head is of another database.',
  malformed:
    'head: malformed. A head is a time and a hash, 1795657058499-<64 hexadecimal digits>, as the log has it under "audit head".',
} as const

async function show(conversation: string, { json }: { readonly json?: boolean }): Promise<void> {
  const events = await withOperator(parseConfig(process.env), auditShow, { conversation })
  const lines = events.map(
    ({ seq, at, kind, facts, hash }) =>
      `${seq}  ${at}  ${kind}  ${JSON.stringify(facts)}  ${hash.slice(0, 12)}`,
  )
  print(json, events, lines.length > 0 ? lines : [`No audit trail of conversation ${conversation}.`])
  if (events.length === 0) process.exitCode = 1
}

function print(json: boolean | undefined, facts: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`)
}
