import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { parseConfig } from '../config/parse-config.ts'
import { SOURCE_NAMES, type SourceName } from '../domain/knowledge-source.ts'
import { knowledgeCare } from '../operator/knowledge-care.ts'
import { knowledgeGaps, MOST_DAYS } from '../operator/knowledge-gaps.ts'
import { knowledgeStatus, knowledgeSync } from '../operator/knowledge-operations.ts'
import { knowledgeSearch } from '../operator/knowledge-search.ts'
import { withOperator } from '../operator/with-operator.ts'
import { careInWords } from './knowledge/care-in-words.ts'
import { gapsInWords } from './knowledge/gaps-in-words.ts'
import { createProgressBar } from './knowledge/progress-bar.ts'
import { searchInWords } from './knowledge/search-in-words.ts'
import { statusInWords } from './knowledge/status-in-words.ts'
import { syncInWords } from './knowledge/sync-in-words.ts'
import { watchSync } from './knowledge/watch-sync.ts'

type SyncOptions = { readonly whole?: boolean; readonly json?: boolean }

type SearchOptions = {
  readonly audience: 'public' | 'internal'
  readonly locale?: string
  readonly by: 'words' | 'both'
  readonly json?: boolean
}

/** `knowledge sync`, `status`, `search`, `care` and `gaps`. */
export const knowledgeCommand = (): Command => {
  const knowledge = new Command('knowledge').description('what the bot answers from')
  knowledge
    .command('sync')
    .description('read the sources anew and index what has changed; what has not costs nothing')
    .addArgument(
      new Argument('[sources...]', 'only these; all that are in use unless told otherwise').choices(
        SOURCE_NAMES,
      ),
    )
    .option('--whole', 'read everything, whatever the marks of the last sync say')
    .option('--json', 'print facts as JSON')
    .addHelpText('after', '\nExits 1 when a source failed; the others are synced all the same.')
    .action(sync)
  knowledge
    .command('status')
    .description(
      'each source: its articles, how old it is, who looks after it, what waits for a vector, what is wrong',
    )
    .option('--json', 'print facts as JSON')
    .action(status)
  knowledge
    .command('search')
    .argument('<question...>', 'as a contact would write it')
    .description('what the bot would find for a question, and why each passage came where it did')
    .addOption(
      new Option('--audience <who>', 'who asks: a contact, or a teammate, who sees internal articles, too')
        .choices(['public', 'internal'])
        .default('public'),
    )
    .option('--locale <code>', 'in this language; as the words tell unless told otherwise', readLocale)
    .addOption(
      new Option(
        '--by <halves>',
        'words alone cost nothing; both embeds the question if a model for it is set',
      )
        .choices(['words', 'both'])
        .default('both'),
    )
    .option('--json', 'print facts as JSON')
    .action(search)
  knowledge
    .command('care')
    .description('articles that repeat each other, and numbers that contradict each other; changes nothing')
    .option('--json', 'print facts as JSON')
    .addHelpText(
      'after',
      '\nLooks at every article, internal ones too: a thousand take some ten seconds. Exits 0 whatever is found.',
    )
    .action(care)
  knowledge
    .command('gaps')
    .description('what contacts asked and no article answered, grouped, most asked first')
    .option('--days <number>', 'how far back', readDays, 30)
    .option('--json', 'print facts as JSON')
    .action(gaps)
  return knowledge
}

async function sync(sources: SourceName[], { whole = false, json }: SyncOptions): Promise<void> {
  const bar = createProgressBar(process.stderr)
  const ask = { sources, whole }
  const report = await withOperator(parseConfig(process.env), knowledgeSync, ask, {
    onProgress: bar.show,
    ...(bar.isShown && { meanwhile: watchSync(bar.show) }),
  }).finally(bar.clear)
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${syncInWords(report.sources).join('\n')}\n`)
  if (report.sources.some(({ kind }) => kind !== 'synced')) process.exitCode = 1
}

async function status({ json }: { readonly json?: boolean }): Promise<void> {
  const report = await withOperator(parseConfig(process.env), knowledgeStatus, {})
  const lines = () => statusInWords(report, new Date())
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${lines().join('\n')}\n`)
}

async function search(words: string[], { audience, locale, by, json }: SearchOptions): Promise<void> {
  const ask = { question: words.join(' '), audience, by, ...(locale && { locale }) }
  const found = await withOperator(parseConfig(process.env), knowledgeSearch, ask)
  const lines = () => searchInWords(found, new Date())
  process.stdout.write(json ? `${JSON.stringify(found)}\n` : `${lines().join('\n')}\n`)
}

async function care({ json }: { readonly json?: boolean }): Promise<void> {
  const report = await withOperator(parseConfig(process.env), knowledgeCare, {})
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${careInWords(report).join('\n')}\n`)
}

function readLocale(written: string): string {
  if (/^[a-z]{2}([-_][a-z0-9]{2,8})*$/i.test(written)) return written.slice(0, 2).toLowerCase()
  throw new InvalidArgumentError('Expected the code of a language, such as en or pt-BR.')
}

function readDays(written: string): number {
  const days = /^\d{1,4}$/.test(written) ? Number(written) : 0
  if (days >= 1 && days <= MOST_DAYS) return days
  throw new InvalidArgumentError(`Expected a number of days from 1 to ${MOST_DAYS}, for example 30.`)
}

type GapsOptions = { readonly days: number; readonly json?: boolean }

async function gaps({ days, json }: GapsOptions): Promise<void> {
  const report = await withOperator(parseConfig(process.env), knowledgeGaps, { days })
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${gapsInWords(report).join('\n')}\n`)
}
