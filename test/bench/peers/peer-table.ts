import { FIRSTLINE } from './engines.ts'
import type { Measured } from './measure-peer.ts'

/** By the name of the set, then of the engine. */
export type Results = Readonly<Record<string, Readonly<Record<string, Measured>>>>

const share = (value: number) => value.toFixed(3).replace(/^0/, '')
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** One Markdown table of quality and one of time: an engine a line, a set a column. */
export function toTables(results: Results): string {
  const sets = Object.keys(results)
  const engines = [...new Set(Object.values(results).flatMap(Object.keys))]
  const quality = engines.map((engine) => {
    const all = sets.flatMap((set) => results[set]?.[engine] ?? [])
    const means = `${share(mean(all.map(({ ndcg10 }) => ndcg10)))} / ${share(mean(all.map(({ recall5 }) => recall5)))}`
    return [engine, ...sets.map((set) => toQuality(results[set]?.[engine])), means]
  })
  const times = engines.map((engine) => [engine, ...sets.map((set) => toTime(results[set]?.[engine]))])
  return [
    'nDCG@10 / recall@5',
    '',
    toMarkdown(['engine', ...sets, 'mean'], quality),
    '',
    'query p50 / p95 ms, index s',
    '',
    toMarkdown(['engine', ...sets], times),
    '',
    ...sets.map((set) => verdictOf(set, results[set] ?? {})),
  ].join('\n')
}

const toQuality = (found: Measured | undefined) =>
  found ? `${share(found.ndcg10)} / ${share(found.recall5)}` : '-'

const toTime = (found: Measured | undefined) =>
  found ? `${found.p50Ms.toFixed(1)} / ${found.p95Ms.toFixed(1)}, ${(found.indexMs / 1_000).toFixed(1)}` : '-'

const toMarkdown = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** How far Firstline is ahead of the best of the others, in nDCG@10. */
function verdictOf(set: string, found: Readonly<Record<string, Measured>>): string {
  const { [FIRSTLINE]: own, ...others } = found
  const [best] = Object.entries(others).toSorted(([, a], [, b]) => b.ndcg10 - a.ndcg10)
  if (!own || !best) return `${set}: nothing to compare`
  const [name, { ndcg10 }] = best
  const ahead = own.ndcg10 - ndcg10
  return `${set}: ${ahead >= 0 ? '+' : ''}${ahead.toFixed(3)} against the best of the others (${name})`
}
