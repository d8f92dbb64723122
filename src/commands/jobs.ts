import { Command } from 'commander'
import { parseConfig } from '../config/parse-config.ts'
import { type Dead, jobsDead, jobsRetry } from '../operator/jobs-operations.ts'
import { withOperator } from '../operator/with-operator.ts'

type Options = { readonly json?: boolean }

/** `jobs dead` and `jobs retry`. */
export const jobsCommand = (): Command => {
  const jobs = new Command('jobs').description('turns that failed nine times and need a look')
  jobs
    .command('dead')
    .description('list them: which conversation, since when, why, and what happens next')
    .option('--json', 'print facts as JSON')
    .action(showDead)
  jobs
    .command('retry <id>')
    .description('start one anew, by its id or by that of its conversation')
    .option('--json', 'print facts as JSON')
    .action(retry)
  return jobs
}

async function showDead({ json }: Options): Promise<void> {
  const dead = await withOperator(parseConfig(process.env), jobsDead, {})
  const lines = dead.length > 0 ? dead.flatMap(inWords) : ['No turn has used up its attempts.']
  process.stdout.write(json ? `${JSON.stringify(dead)}\n` : `${lines.join('\n')}\n`)
}

const NEXT: Readonly<Record<Dead['next'], string>> = {
  tried_again: 'is tried again every five minutes, until what was away is back',
  handed_off: 'is handed to a person as soon as the conversation can take a note',
}

const inWords = ({ id, conversationId, diedAt, attempts, problem, next }: Dead): readonly string[] => [
  `${id}  conversation ${conversationId}  since ${diedAt}, ${attempts} attempts`,
  `  ${problem}`,
  `  ${NEXT[next]}`,
]

async function retry(id: string, { json }: Options): Promise<void> {
  const retried = await withOperator(parseConfig(process.env), jobsRetry, { id })
  const words = retried.waits
    ? `Conversation ${retried.conversationId} is tried again as soon as the service runs.`
    : `Nothing waits in conversation ${retried.conversationId} any more: it has been taken off the list.`
  process.stdout.write(json ? `${JSON.stringify(retried)}\n` : `${words}\n`)
}
