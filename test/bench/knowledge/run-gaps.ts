import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { groupGaps } from '../../../src/knowledge/gaps/group-gaps.ts'
import { pairsOf } from './count-pairs.ts'

const Row = z.object({ id: z.string(), text: z.string(), in_scope: z.boolean().optional() })

await new Command('node test/bench/knowledge/run-gaps.ts')
  .description(
    'groups the questions of a labelled set as "knowledge gaps" does, and counts right and wrong pairs',
  )
  .argument('<folder>', 'with queries.jsonl and qrels.tsv; questions out of scope are of no group')
  .option('--likeness <number...>', 'least likeness to try', ['0.25', '0.3', '0.35', '0.4', '0.5'])
  .action(measure)
  .parseAsync()

async function measure(
  folder: string,
  { likeness }: { readonly likeness: readonly string[] },
): Promise<void> {
  const labels = await readLabels(folder)
  const rows = (await lines(join(folder, 'queries.jsonl'))).map((line) => Row.parse(JSON.parse(line)))
  const questions = rows.map(({ id, text }) => ({
    text,
    language: 'en',
    conversationId: id,
    at: new Date(0),
    label: labels.get(id) ?? id,
  }))
  process.stdout.write(`${questions.length} questions\nlikeness  gaps  pairs right  pairs found\n`)
  for (const least of likeness) {
    const gaps = await groupGaps(questions, Number(least))
    const { precision, recall } = pairsOf(gaps.map((gap) => gap.questions.map(({ label }) => label)))
    const cells = [least.padStart(8), String(gaps.length).padStart(5), share(precision), share(recall)]
    process.stdout.write(`${cells.join(' ')}\n`)
  }
}

function share(value: number): string {
  return value.toFixed(2).padStart(12)
}

async function readLabels(folder: string): Promise<ReadonlyMap<string, string>> {
  const rows = (await lines(join(folder, 'qrels.tsv'))).map((line) => line.split('\t'))
  return new Map(rows.map(([query = '', document = '']) => [query, document]))
}

async function lines(path: string): Promise<readonly string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '')
}
