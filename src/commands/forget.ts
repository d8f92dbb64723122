import { Command, InvalidArgumentError } from 'commander'
import { parseConfig } from '../config/parse-config.ts'
import { ContactId } from '../domain/ids.ts'
import { contactForget, type Forgotten } from '../operator/forget-operation.ts'
import { withOperator } from '../operator/with-operator.ts'

type Options = { readonly contact: ContactId; readonly json?: boolean }

/** `forget`: what is kept of one contact is erased. */
export const forgetCommand = (): Command =>
  new Command('forget')
    .description('erase every text that is kept of the conversations of one contact')
    .requiredOption(
      '--contact <id>',
      "the contact's id in Intercom, for example 6762f0dd1bb69f9f2193bb83",
      readContact,
    )
    .option('--json', 'print facts as JSON')
    .addHelpText(
      'after',
      '\nErases messages, drafts, notes, calls of the model and summaries of every conversation that the contact took part\n' +
        'in, whoever wrote them. Ids, times, codes and hashes stay, so that "firstline audit verify" still passes.\n' +
        'The contact in Intercom is not touched: delete it there as well, or what it writes from now on is kept again.',
    )
    .action(forget)

function readContact(written: string): ContactId {
  const id = ContactId.safeParse(written)
  if (id.success) return id.data
  throw new InvalidArgumentError('Expected an id without blanks, for example 6762f0dd1bb69f9f2193bb83.')
}

async function forget({ contact, json }: Options): Promise<void> {
  const forgotten = await withOperator(parseConfig(process.env), contactForget, { contact })
  const lines = inWords(forgotten)
  const [message] = lines
  process.stdout.write(
    json ? `${JSON.stringify({ ...forgotten, message })}\n` : `${[...lines, UNTOUCHED].join('\n')}\n`,
  )
}

const UNTOUCHED = 'The contact in Intercom itself is untouched.'

function inWords({ contact, mergedInto, conversations, erased }: Forgotten): readonly string[] {
  const who = mergedInto ? `contact ${contact}, who was merged into ${mergedInto},` : `contact ${contact}`
  if (conversations === 0) return [`Nothing of ${who} is kept.`]
  const { messages, turns, drafts, effects, modelCalls, summaries } = erased
  return [
    `What ${who} took part in is erased: ${counted(conversations, 'conversation')}.`,
    `  ${counted(messages, 'message')}`,
    `  ${counted(turns, 'turn')}`,
    `  ${counted(drafts, 'draft')}`,
    `  ${counted(effects, 'reply or note', 'replies and notes')}`,
    `  ${counted(modelCalls, 'call of the model', 'calls of the model')}`,
    `  ${counted(summaries, 'entry of a summary', 'entries of summaries')}`,
    'Ids, times, codes and hashes stay.',
  ]
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
