import { spanInWords } from '../../domain/span-in-words.ts'
import type { SourceStatus } from '../../knowledge/sources/source-status.ts'

/** Source by source: what it holds, how old it is, who looks after it, and what is wrong. */
export function statusInWords(sources: readonly SourceStatus[], now: Date): readonly string[] {
  const [off, used] = [sources.filter(isUnused), sources.filter((source) => !isUnused(source))]
  return [
    ...used.flatMap((source) => sourceInWords(source, now)),
    ...(off.length > 0 ? [`Not in use: ${off.map(({ name }) => name).join(', ')}.`] : []),
  ]
}

/** A source that was switched off and whose articles are still there is worth a word. */
const isUnused = ({ use, articles }: SourceStatus): boolean =>
  use === 'off' && Object.keys(articles).length === 0

function sourceInWords(source: SourceStatus, now: Date): readonly string[] {
  const { name, use, owner, problem, failingSince, running } = source
  const facts = [
    articlesInWords(source),
    ageInWords(source, now),
    owner ? `looked after by ${owner}` : 'no owner',
  ]
  return [
    `${name}${use === 'on' ? '' : ` (${use})`}: ${facts.join('; ')}`,
    ...(running ? [`  a sync is under way: ${running.done} of ${running.total ?? 'an unknown number'}`] : []),
    ...(failingSince
      ? [
          `  failing for ${agoOf(failingSince, now)}: ${(problem ?? 'no reason is known').replaceAll('\n', '\n  ')}`,
        ]
      : []),
  ]
}

function articlesInWords({ articles, stale }: SourceStatus): string {
  const counts = Object.entries(articles)
  const sum = counts.reduce((total, [, count]) => total + count, 0)
  if (sum === 0) return 'no articles'
  const languages = counts.map(([locale, count]) => `${locale} ${count}`).join(', ')
  return `${sum} articles (${languages})${stale > 0 ? `, ${stale} stale` : ''}`
}

const ageInWords = ({ syncedAt }: SourceStatus, now: Date): string =>
  syncedAt ? `synced ${agoOf(syncedAt, now)} ago` : 'never synced'

const agoOf = (moment: string, now: Date): string => spanInWords(now.getTime() - Date.parse(moment))
