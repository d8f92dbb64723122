import { Command } from 'commander'
import { type App, startApp } from '../app.ts'
import { ConfigError } from '../config/config-error.ts'
import { type Config, type IntercomConfig, parseConfig } from '../config/parse-config.ts'
import { KnowledgeError } from '../knowledge/knowledge-error.ts'
import { surveyUsable } from '../knowledge/read-articles.ts'
import type { Sandbox } from '../sandbox/start-sandbox.ts'
import { createLog, type Log } from '../telemetry/create-log.ts'
import { giveMemoryBack } from './give-memory-back.ts'
import { type MindChoice, mindOption, openMind } from './mind.ts'
import { toIntercomConfig } from './sandbox-config.ts'
import { untilStopped } from './until-stopped.ts'

/** `serve`: the main job. */
export const serveCommand = (): Command =>
  new Command('serve')
    .description(
      'answer the conversations of a workspace; without INTERCOM_ACCESS_TOKEN, of a sandbox workspace',
    )
    .addOption(mindOption())
    .addHelpText(
      'after',
      '\nReads the environment (.env) and firstline.yaml. Stops cleanly on Ctrl-C.\n' +
        'README.md lists every variable, firstline.yaml explains every setting.',
    )
    .action(serve)

async function serve({ mind: choice }: { readonly mind?: MindChoice }): Promise<void> {
  const { model, ...settled } = await readEverything()
  const mind = await openMind(choice, model)
  const config = { ...settled, ...(mind.model && { model: mind.model }) }
  const log = createLog(config.logLevel)
  const { close, lines } = config.intercom
    ? await serveWorkspace(config, config.intercom, log)
    : await serveSandbox(config, mind.label, log)
  process.stdout.write(`\n${[`Firstline is running. Mind: ${mind.label}.`, ...lines].join('\n')}\n\n`)
  giveMemoryBack()
  await untilStopped(close)
  await mind.close()
  process.stdout.write('Firstline has stopped.\n')
}

/** Whoever writes articles sees them at once; the image sets NODE_ENV, and there a sync is asked for. */
const isDevelopment = (): boolean => process.env['NODE_ENV'] !== 'production'

const readConfig = (): Config => parseConfig(process.env)

/** A wrong configuration must not hide a wrong knowledge folder: one start names everything. */
async function readEverything(): Promise<Config> {
  try {
    return readConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const folder = process.env['FIRSTLINE_KNOWLEDGE'] || 'knowledge'
    const samples = process.env['INTERCOM_ACCESS_TOKEN'] ? 'skip' : 'use'
    const knowledge = await surveyUsable(folder, { samples }).catch((problem: unknown) => problem)
    if (!(knowledge instanceof KnowledgeError)) throw error
    throw new ConfigError([
      ...error.problems,
      ...knowledge.problems.map((problem) => `knowledge: ${problem}`),
    ])
  }
}

type Served = { readonly close: () => Promise<void>; readonly lines: readonly string[] }

async function serveWorkspace(config: Config, intercom: IntercomConfig, log: Log): Promise<Served> {
  const onConsoleLink = (link: string) =>
    void process.stdout.write(`The link to the console was used. The next one: ${link}\n`)
  const app = await startApp({
    config,
    intercom,
    log,
    readConfig,
    onConsoleLink,
    watchKnowledge: isDevelopment(),
  })
  return {
    close: app.close,
    lines: [...describe(app), `  Webhooks   ${config.publicUrl}/webhooks/intercom`],
  }
}

/** No token: a simulated workspace in the same process, with a page to play in. */
async function serveSandbox(config: Config, mind: string, log: Log): Promise<Served> {
  // A real workspace never loads a simulated one.
  const { startSandbox } = await import('../sandbox/start-sandbox.ts')
  const sandbox = await startSandbox({ host: config.host, port: config.sandboxPort, mind })
  const app = await startWith(config, sandbox, log)
  sandbox.setServiceUrl(app.url)
  await app.answering
  sandbox.ping()
  return {
    close: async () => {
      await app.close()
      await sandbox.close()
    },
    lines: [
      ...describe(app),
      `  Sandbox    ${sandbox.url}   <- open this: write as a contact, watch the inbox`,
    ],
  }
}

async function startWith(config: Config, sandbox: Sandbox, log: Log): Promise<App> {
  try {
    return await startApp({
      config,
      intercom: toIntercomConfig(sandbox),
      log,
      readConfig,
      watchKnowledge: isDevelopment(),
    })
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

const describe = (app: App): readonly string[] => [
  `  Service    ${app.url}`,
  app.consoleLink
    ? `  Console    ${app.consoleLink}   <- works once, in one browser on this machine`
    : `  Console    ${app.url}/console`,
  `  Knowledge  ${app.articles} articles`,
]
