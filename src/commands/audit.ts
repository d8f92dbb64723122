import { Command } from 'commander'
import { sql } from 'drizzle-orm'
import { parseConfig } from '../config/parse-config.ts'
import { AppId, ConversationId } from '../domain/ids.ts'
import { readAudit } from '../store/audit.ts'
import type { Db } from '../store/db.ts'
import { openStore } from '../store/open-store.ts'
import { matchesHead, verifyAudit } from '../store/verify-audit.ts'

type VerifyOptions = { readonly head?: string; readonly json?: boolean }

/** `audit verify` and `audit show`. */
export const auditCommand = (): Command => {
  const audit = new Command('audit').description('the audit trail: one hash chain per conversation')
  audit
    .command('verify')
    .description('recompute every chain; exits 1 when anything was changed')
    .option('--head <hash>', 'a head from the log: proves that nothing older was rewritten')
    .option('--json', 'print facts as JSON')
    .action(verify)
  audit
    .command('show <conversation>')
    .description('print the chain of one conversation')
    .option('--json', 'print facts as JSON')
    .action(show)
  return audit
}

/** Opens the database on its own: on the embedded one, a service that runs beside it is named and nothing is touched. */
async function withDb<T>(use: (db: Db) => Promise<T>): Promise<T> {
  const store = await openStore(parseConfig(process.env).databaseUrl)
  try {
    await store.migrate()
    return await use(store.db)
  } finally {
    await store.close()
  }
}

async function verify({ head, json }: VerifyOptions): Promise<void> {
  const { verification, match } = await withDb(async (db) => ({
    verification: await verifyAudit(db),
    match: head === undefined ? undefined : await matchesHead(db, head),
  }))
  const isIntact = verification.problems.length === 0 && (match === undefined || match === 'same')
  print(json, { ...verification, head: match ?? null, intact: isIntact }, [
    `${verification.chains} chains, ${verification.events} events: ${verification.problems.length} problems`,
    ...verification.problems.map(
      (one) => `  ${one.conversationId} at ${one.seq}: ${one.problem.replaceAll('_', ' ')}`,
    ),
    ...(match ? [`head: ${match}`] : []),
  ])
  if (!isIntact) process.exitCode = match === 'malformed' ? 2 : 1
}

async function show(conversation: string, { json }: { readonly json?: boolean }): Promise<void> {
  const events = await withDb(async (db) => {
    const { rows } = await db.execute<{ app_id: string }>(
      sql`select app_id from conversation where id = ${conversation} order by created_at desc limit 1`,
    )
    const appId = rows[0]?.app_id
    return appId
      ? readAudit(db, { appId: AppId.parse(appId), conversationId: ConversationId.parse(conversation) })
      : []
  })
  const lines = events.map(
    ({ seq, at, kind, facts, hash }) =>
      `${seq}  ${at.toISOString()}  ${kind}  ${JSON.stringify(facts)}  ${hash.slice(0, 12)}`,
  )
  print(json, events, lines.length > 0 ? lines : [`No audit trail of conversation ${conversation}.`])
  if (events.length === 0) process.exitCode = 1
}

function print(json: boolean | undefined, facts: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`)
}
