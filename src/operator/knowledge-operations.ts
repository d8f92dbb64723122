import { z } from 'zod'
import { isSandboxToken } from '../config/general-mode.ts'
import type { Config } from '../config/parse-config.ts'
import { SOURCE_NAMES, type SourceName, SyncCounts } from '../domain/knowledge-source.ts'
import type { NamedArticle } from '../knowledge/apply-changes.ts'
import { createFolderSource } from '../knowledge/sources/folder-source.ts'
import type { Source } from '../knowledge/sources/source.ts'
import { createSyncSource, type SyncEnd, tellSync } from '../knowledge/sources/sync-source.ts'
import { SourceStatus, readSourceStatus } from '../knowledge/sources/source-status.ts'
import { countsOf } from '../knowledge/sync-knowledge.ts'
import { createOperation, OperationRefusedError } from './operation.ts'

const Named = z.array(z.object({ path: z.string(), title: z.string().optional() }))

const SyncedSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('synced'),
    name: z.enum(SOURCE_NAMES),
    counts: SyncCounts,
    /** The first few of each. */
    added: Named,
    changed: Named,
    removed: Named,
  }),
  z.object({ kind: z.literal('failed'), name: z.enum(SOURCE_NAMES), problem: z.string() }),
  z.object({ kind: z.literal('busy'), name: z.enum(SOURCE_NAMES) }),
])
/** What became of one source. */
export type SyncedSource = z.infer<typeof SyncedSource>

const NAMED_AT_MOST = 5

/** Reads the sources that are in use, one after the other: a failed one does not stop the others. */
export const knowledgeSync = createOperation({
  name: 'knowledge-sync',
  facts: z.strictObject({ sources: z.array(z.enum(SOURCE_NAMES)), whole: z.boolean() }),
  result: z.object({ sources: z.array(SyncedSource) }),
  run: async ({ db, config, log, onProgress }, { sources: asked, whole }) => {
    const sync = createSyncSource({ db, ...(onProgress && { onProgress }) })
    const ends: SyncEnd[] = []
    for (const source of chosen(sourcesOf(config), asked)) {
      const end = await sync(source, { isWhole: whole })
      tellSync(log, end)
      ends.push(end)
    }
    return { sources: ends.map(toSynced) }
  },
})

function sourcesOf({ knowledgeFolder: folder, intercom }: Config): readonly Source[] {
  const samples = intercom && !isSandboxToken(intercom.accessToken) ? 'skip' : 'use'
  return [createFolderSource({ folder, samples })]
}

function chosen(sources: readonly Source[], asked: readonly SourceName[]): readonly Source[] {
  const unused = asked.filter((name) => !sources.some((source) => source.name === name))
  if (unused.length > 0) {
    throw new OperationRefusedError(
      `Not in use: ${unused.join(', ')}. The settings under "knowledge" in firstline.yaml say what is used.`,
    )
  }
  return asked.length > 0 ? sources.filter(({ name }) => asked.includes(name)) : sources
}

function toSynced(end: SyncEnd): SyncedSource {
  if (end.kind === 'busy') return end
  if (end.kind === 'failed') return { kind: 'failed', name: end.name, problem: end.problem }
  const { name, applied } = end
  const some = (articles: readonly NamedArticle[]) => articles.slice(0, NAMED_AT_MOST)
  return {
    kind: 'synced',
    name,
    counts: countsOf(applied),
    added: some(applied.added),
    changed: some(applied.changed),
    removed: some(applied.removed),
  }
}

/** Every source that is in use or still has articles: how old it is, who looks after it, what is wrong. */
export const knowledgeStatus = createOperation({
  name: 'knowledge-status',
  facts: z.strictObject({}),
  result: z.object({ sources: z.array(SourceStatus) }),
  run: async ({ db, config }) => ({ sources: await readSourceStatus(db, config, new Date()) }),
})
