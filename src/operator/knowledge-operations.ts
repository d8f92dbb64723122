import { z } from 'zod'
import { isSandboxToken } from '../config/general-mode.ts'
import type { Config, IntercomConfig } from '../config/parse-config.ts'
import { SOURCE_NAMES, type SourceName, SyncCounts } from '../domain/knowledge-source.ts'
import { createContentReader } from '../intercom/content/create-content-reader.ts'
import { createIntercom } from '../intercom/create-intercom.ts'
import { IntercomError } from '../intercom/intercom-error.ts'
import { createLimiter } from '../intercom/limit/create-limiter.ts'
import type { NamedArticle } from '../knowledge/apply-changes.ts'
import { createFolderSource } from '../knowledge/sources/folder-source.ts'
import { createIntercomSources, usedIntercomSources } from '../knowledge/sources/intercom-sources.ts'
import { createFailedSource, type Source } from '../knowledge/sources/source.ts'
import { createSyncSource, type SyncEnd, tellSync } from '../knowledge/sources/sync-source.ts'
import { SourceStatus, readSourceStatus } from '../knowledge/sources/source-status.ts'
import { readVectorStatus, VectorStatus } from '../knowledge/sources/vector-status.ts'
import { countsOf } from '../knowledge/sync-knowledge.ts'
import { knownWorkspace } from './known-workspace.ts'
import { createOperation, OperationRefusedError, type OperatorDeps } from './operation.ts'

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
  run: async (deps, { sources: asked, whole }) => {
    const { db, log, onProgress } = deps
    const sync = createSyncSource({ db, ...(onProgress && { onProgress }) })
    const ends: SyncEnd[] = []
    for (const source of chosen(await sourcesOf(deps), asked, deps.config)) {
      const end = await sync(source, { isWhole: whole })
      tellSync(log, end)
      ends.push(end)
    }
    return { sources: ends.map(toSynced) }
  },
})

/** Of a workspace that cannot be asked who it is, every source fails for that reason, and the folder does not. */
async function sourcesOf(deps: OperatorDeps): Promise<readonly Source[]> {
  const { knowledgeFolder: folder, intercom, settings } = deps.config
  const samples = intercom && !isSandboxToken(intercom.accessToken) ? 'skip' : 'use'
  const own = settings.knowledge.folder.use === 'on' ? [createFolderSource({ folder, samples })] : []
  const used = usedIntercomSources(settings.knowledge)
  if (!intercom || used.length === 0) return own
  try {
    return [...own, ...(await workspaceSources(deps, intercom))]
  } catch (error) {
    if (!(error instanceof IntercomError)) throw error
    return [...own, ...used.map((name) => createFailedSource(name, error))]
  }
}

async function workspaceSources(
  { db, config }: OperatorDeps,
  intercom: IntercomConfig,
): Promise<readonly Source[]> {
  const limiter = createLimiter({ db, share: config.settings.limits.api_share })
  const admit = limiter.lane('sync')
  const { appId } = await knownWorkspace(db, createIntercom(intercom, { admit }), intercom)
  limiter.know(appId)
  return createIntercomSources({
    settings: config.settings.knowledge,
    content: createContentReader(intercom, { admit }),
    workspace: appId,
    isSandbox: isSandboxToken(intercom.accessToken),
    now: () => new Date(),
  })
}

function chosen(sources: readonly Source[], asked: readonly SourceName[], config: Config): readonly Source[] {
  const [lacking] = asked.filter((name) => !sources.some((source) => source.name === name))
  if (lacking) throw new OperationRefusedError(whyLacking(lacking, config))
  return asked.length > 0 ? sources.filter(({ name }) => asked.includes(name)) : sources
}

const whyLacking = (name: SourceName, { settings }: Config): string =>
  settings.knowledge[name].use === 'off'
    ? `${name} is not in use: set knowledge.${name}.use in firstline.yaml.`
    : `${name} needs a workspace: set INTERCOM_ACCESS_TOKEN, or start the service (npm start) and run this beside it.`

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

const StatusReport = z.object({
  sources: z.array(SourceStatus),
  /** Null: no embedding model is configured. */
  vectors: VectorStatus.nullable(),
})
export type StatusReport = z.infer<typeof StatusReport>

/** Every source: how old it is, who looks after it, what waits for a vector, what is wrong. */
export const knowledgeStatus = createOperation({
  name: 'knowledge-status',
  facts: z.strictObject({}),
  result: StatusReport,
  run: async ({ db, config }) => ({
    sources: await readSourceStatus(db, config, new Date()),
    vectors: config.model?.embedding ? await readVectorStatus(db, config.model.embedding) : null,
  }),
})
