import { spanInWords } from '../../domain/span-in-words.ts'
import type { SourceStatus } from '../../knowledge/sources/source-status.ts'
import type { StatusReport } from '../../operator/knowledge-operations.ts'
import { onOneLine } from './on-one-line.ts'

/** Source by source: what it holds, how old it is, who looks after it, what waits for a vector, and what is wrong. */
export function statusInWords({ sources, vectors }: StatusReport, now: Date): readonly string[] {
  const [off, used] = [sources.filter(isUnused), sources.filter((source) => !isUnused(source))]
  return [
    ...used.flatMap((source) => sourceInWords(source, { now, model: vectors?.model })),
    ...(off.length > 0 ? [`Not in use: ${off.map(({ name }) => name).join(', ')}.`] : []),
    ...(vectors?.problem ? [`Vectors: ${vectors.problem}`] : []),
  ]
}

/** A source that was switched off and whose articles are still there is worth a word. */
const isUnused = ({ use, articles }: SourceStatus): boolean =>
  use === 'off' && Object.keys(articles).length === 0

type Asked = { readonly now: Date; readonly model: string | undefined }

function sourceInWords(source: SourceStatus, { now, model }: Asked): readonly string[] {
  const { name, use, owner, owners, waiting, running } = source
  const facts = [
    articlesInWords(source),
    ageInWords(source, now),
    owner ? `looked after by ${owner}` : 'no owner',
  ]
  return [
    `${name}${use === 'on' ? '' : ` (${use})`}: ${facts.join('; ')}`,
    ...(owners.length > 0 ? [`  articles with an owner of their own: ${ownersInWords(owners)}`] : []),
    ...(waiting
      ? [`  ${waiting} chunks wait for a vector of ${model}: found by their words until then`]
      : []),
    ...(running ? [`  a sync is under way: ${running.done} of ${running.total ?? 'an unknown number'}`] : []),
    ...failureInWords(source, now),
  ]
}

const OWNERS_AT_MOST = 5

function ownersInWords(owners: SourceStatus['owners']): string {
  const named = owners.slice(0, OWNERS_AT_MOST).map(({ name, articles }) => `${onOneLine(name)} ${articles}`)
  const more = owners.length - named.length
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')
}

function failureInWords({ failingSince, problem }: SourceStatus, now: Date): readonly string[] {
  if (!failingSince) return []
  const reason = (problem ?? 'no reason is known').replaceAll('\n', '\n  ')
  return [`  failing for ${agoOf(failingSince, now)}: ${reason}`]
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
