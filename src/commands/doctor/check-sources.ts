import { spanInWords } from '../../domain/span-in-words.ts'
import type { SourceStatus } from '../../knowledge/sources/source-status.ts'
import { type Finding, findingsOf } from './finding.ts'
import { counted } from './in-words.ts'
import type { DatabaseReading } from './read-database.ts'

const { ok, warn, fail, skipped } = findingsOf('Sources')

/** Whether each source of knowledge is up to date, as the last sync left it; nothing is read here. */
export function judgeSourcesIn(reading: DatabaseReading, now: Date): readonly Finding[] {
  if (reading.kind === 'new') return [skipped('nothing was synced yet: the service has never run here')]
  if (reading.kind !== 'read') return [skipped('the database could not be asked how they stand')]
  const { sources } = reading.facts
  if (!sources) return [skipped('the tables are not those of this version: see Database')]
  return judgeSources(sources, now)
}

export const judgeSources = (sources: readonly SourceStatus[], now: Date): readonly Finding[] =>
  sources.filter(({ use }) => use !== 'off').map((source) => judgeSource(source, now))

function judgeSource(source: SourceStatus, now: Date): Finding {
  const { name, syncedAt, failingSince, problem } = source
  const articles = Object.values(source.articles).reduce((sum, count) => sum + count, 0)
  const holds = `${name}: ${counted(articles, 'article')}`
  const age = syncedAt ? `synced ${ago(syncedAt, now)} ago` : 'never synced'
  if (failingSince) {
    const found = `${holds}, ${age}; failing for ${ago(failingSince, now)}: ${problem ?? 'no reason is known'}`
    const fix = `Do what it says, then: npx firstline knowledge sync ${name}`
    return articles > 0 ? warn(found, fix) : fail(found, fix)
  }
  return syncedAt ? ok(`${holds}, ${age}`) : skipped(`${holds}: it is read once the service runs`)
}

const ago = (moment: string, now: Date): string => spanInWords(now.getTime() - Date.parse(moment))
