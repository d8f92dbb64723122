import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { ConfigError } from '../config/config-error.ts'
import { parseConfig } from '../config/parse-config.ts'
import { verifyAudit } from '../store/verify-audit.ts'
import { describePerformance } from './demo/describe-performance.ts'
import { inParallel } from './demo/in-parallel.ts'
import { type DatasetReport, playDataset } from './demo/play-dataset.ts'
import { type Performance, playScript } from './demo/play-script.ts'
import { readScripts } from './demo/script.ts'
import { setStage, type StageOptions } from './demo/stage.ts'
import { type MindChoice, mindOption, openMind } from './mind.ts'

const SCRIPTS = fileURLToPath(new URL('../sandbox/conversations', import.meta.url))
const AT_A_TIME = 4

type Options = {
  readonly only?: string
  readonly dataset?: string
  readonly limit: string
  readonly json?: boolean
  readonly mind?: MindChoice
}

/** `demo`: plays conversations unattended, on a temporary database and free ports, and leaves nothing running. */
export const demoCommand = (): Command =>
  new Command('demo')
    .description('play the sample conversations through signed webhooks and check what came of them')
    .option('--only <text>', 'only conversations whose name contains this')
    .option(
      '--dataset <folder>',
      'ask the questions of a dataset instead: corpus.jsonl, queries.jsonl, qrels.tsv',
    )
    .option('--limit <number>', 'how many of its questions, evenly spread', '100')
    .addOption(mindOption())
    .option('--json', 'print facts as JSON')
    .addHelpText(
      'after',
      '\nRuns on a temporary embedded database. Where DATABASE_URL names a Postgres server, on a temporary database\n' +
        'of that server, which it makes and drops (the user needs createdb); yours is never written to.\n\n' +
        'Exits 0 when every expectation holds and the audit trail is intact, 1 when not.',
    )
    .action(demo)

async function demo(options: Options): Promise<void> {
  // Whatever the environment says: a real workspace must never see a demo, and no model is paid for one.
  const config = parseConfig(withoutOthers(process.env))
  const mind = await openMind(options.mind, undefined)
  const stage = { config, mind }
  try {
    if (options.dataset) await demoDataset(stage, { ...options, dataset: options.dataset })
    else await demoScripts(stage, options)
  } finally {
    await mind.close()
  }
}

const withoutOthers = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(INTERCOM|OPENAI)_/.test(name)))

async function demoScripts(options: StageOptions, { only = '', json }: Options): Promise<void> {
  const scripts = readScripts(SCRIPTS).filter(({ name }) => name.includes(only))
  if (scripts.length === 0) throw new ConfigError([`--only ${only}: no conversation has a name like that`])
  const began = performance.now()
  const stage = await setStage(options)
  try {
    const deps = { db: stage.app.store.db, ...stage }
    const played = await inParallel(scripts, AT_A_TIME, (script) => playScript(deps, script))
    const { chains, events, problems } = await verifyAudit(deps.db)
    const failed = played.filter((one) => one.problems.length > 0)
    const summary = {
      conversations: played.length,
      asExpected: played.length - failed.length,
      notAsExpected: failed.length,
      audit: { chains, events, problems: problems.length },
      seconds: (performance.now() - began) / 1_000,
    }
    print(json ? [JSON.stringify({ ...summary, played: played.map(toFacts) })] : inWords(played, summary))
    if (failed.length > 0 || problems.length > 0) process.exitCode = 1
  } finally {
    await stage.close()
  }
}

type Summary = {
  readonly conversations: number
  readonly asExpected: number
  readonly notAsExpected: number
  readonly audit: { readonly chains: number; readonly events: number; readonly problems: number }
  readonly seconds: number
}

const inWords = (
  played: readonly Performance[],
  { conversations, asExpected, notAsExpected, audit, seconds }: Summary,
): readonly string[] => [
  ...played.flatMap(describePerformance),
  `Audit trail: ${audit.chains} chains, ${audit.events} events, ${audit.problems} problems.`,
  `${conversations} conversations in ${seconds.toFixed(1)} s: ${asExpected} as expected, ${notAsExpected} not.`,
]

const toFacts = ({ script, rests, problems }: Performance) => ({
  name: script.name,
  turns: rests.map(({ turn }) => turn ?? null),
  problems,
})

async function demoDataset(
  stage: StageOptions,
  options: Options & { readonly dataset: string },
): Promise<void> {
  const limit = Number(options.limit)
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new ConfigError([`--limit ${options.limit}: expected a whole number from 1, for example 100`])
  }
  const report = await playDataset(stage, { dataset: options.dataset, limit })
  print(options.json ? [JSON.stringify(report)] : reportInWords(report))
  if (report.auditProblems > 0 || report.other > 0) process.exitCode = 1
}

const reportInWords = (report: DatasetReport): readonly string[] => [
  `${report.questions} questions over ${report.articles} articles in ${report.seconds.toFixed(1)} s: ` +
    `${report.answered} answered, ${report.handedOff} handed off${report.other > 0 ? `, ${report.other} OTHER` : ''}.`,
  `Right source among the answered: ${report.rightSource} of ${report.answered}.`,
  ...report.overThreshold.map(
    ({ threshold, answeredShare, rightShare }) =>
      `  confidence from ${threshold.toFixed(2)}: ${percent(answeredShare)} of the questions, ${percent(rightShare)} of them from the right source`,
  ),
  `Audit trail: ${report.auditProblems} problems.`,
]

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`

const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`)
