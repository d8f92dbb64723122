import { Command } from 'commander'
import { startSandbox } from '../sandbox/start-sandbox.ts'
import { toEnvironment } from './sandbox-config.ts'
import { untilStopped } from './until-stopped.ts'

type Options = { readonly port: string; readonly service: string; readonly retryAfter: string }

/** `sandbox`: the simulated workspace alone, so that the service can be stopped while the workspace lives on. */
export const sandboxCommand = (): Command =>
  new Command('sandbox')
    .description('run only the simulated Intercom workspace; prints what a service needs to use it')
    .option('--port <number>', 'where it listens; 0 takes a free port', '3001')
    .option('--service <url>', 'where its webhooks go', 'http://127.0.0.1:3000')
    .option('--retry-after <ms>', 'how long after a failed webhook it is tried once more', '60000')
    .addHelpText(
      'after',
      '\nIts ids, token and secret are new at every start, its conversations live in memory.',
    )
    .action(runSandbox)

async function runSandbox({ port, service, retryAfter }: Options): Promise<void> {
  const sandbox = await startSandbox({
    port: Number(port),
    serviceUrl: service,
    retryAfterMs: Number(retryAfter),
  })
  process.stdout.write(
    `\nThe sandbox workspace runs at ${sandbox.url}\n\n` +
      `Start the service with these variables, for example in .env:\n\n${toEnvironment(sandbox)}\n\n`,
  )
  await untilStopped(sandbox.close)
}
