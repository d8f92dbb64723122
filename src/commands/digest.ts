import { Command, InvalidArgumentError } from 'commander'
import { parseConfig } from '../config/parse-config.ts'
import { isDate } from '../domain/local-date.ts'
import { digestRun } from '../operator/digest-operations.ts'
import { withOperator } from '../operator/with-operator.ts'
import { digestMarkdown } from './digest/digest-markdown.ts'

type Options = { readonly date?: string; readonly again?: boolean; readonly json?: boolean }

/** `digest run`. */
export const digestCommand = (): Command => {
  const digest = new Command('digest').description('the nightly summary of unresolved conversations')
  digest
    .command('run')
    .description("print the summary of a day as Markdown; today's is made if there is none")
    .option('--date <YYYY-MM-DD>', 'a day in digest.timezone; today unless told otherwise', readDate)
    .option('--again', "make today's anew, in place of the one that is stored")
    .option('--json', 'print facts as JSON')
    .action(run)
  return digest
}

function readDate(written: string): string {
  if (isDate(written)) return written
  throw new InvalidArgumentError('Expected a day, for example 2026-11-24.')
}

async function run({ date, again = false, json }: Options): Promise<void> {
  const facts = { again, ...(date && { date }) }
  const { digest } = await withOperator(parseConfig(process.env), digestRun, facts)
  process.stdout.write(json ? `${JSON.stringify(digest)}\n` : digestMarkdown(digest))
}
