import type { SyncedSource } from '../../operator/knowledge-operations.ts'
import { onOneLine } from './on-one-line.ts'

/** What a sync did, source by source: the counts, and some of the articles. */
export const syncInWords = (sources: readonly SyncedSource[]): readonly string[] =>
  sources.length > 0 ? sources.flatMap(sourceInWords) : ['No source is in use.']

function sourceInWords(source: SyncedSource): readonly string[] {
  if (source.kind === 'failed') return [`${source.name}: failed. ${source.problem}`, `  ${STILL}`]
  if (source.kind === 'busy')
    return [`${source.name}: another sync of it is under way. Try again when it has ended.`]
  const { name, counts } = source
  return [
    `${name}: ${KINDS.map((kind) => `${counts[kind]} ${kind}`).join(', ')}, ${counts.unchanged} unchanged`,
    ...KINDS.flatMap((kind) => listed(kind, source[kind], counts[kind])),
  ]
}

const STILL = 'What was read of it before is still answered from.'
const KINDS = ['added', 'changed', 'removed'] as const

type Named = { readonly path: string; readonly title?: string | undefined }

function listed(kind: string, articles: readonly Named[], count: number): readonly string[] {
  const more = count - articles.length
  return [
    ...articles.map(({ path, title }) =>
      ['', kind, path, ...(title ? [title] : [])].map(onOneLine).join('  '),
    ),
    ...(more > 0 ? [`  ${kind}  and ${more} more`] : []),
  ]
}
