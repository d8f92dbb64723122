import type { Config, IntercomConfig } from '../config/parse-config.ts'
import { isSandboxToken } from '../config/general-mode.ts'
import { createContentReader } from '../intercom/content/create-content-reader.ts'
import { createIntercom } from '../intercom/create-intercom.ts'
import { IntercomError } from '../intercom/intercom-error.ts'
import { KnowledgeError } from '../knowledge/knowledge-error.ts'
import { surveyUsable, type UsableFolder } from '../knowledge/read-articles.ts'
import { createFolderSource } from '../knowledge/sources/folder-source.ts'
import { createIntercomSources, usedIntercomSources } from '../knowledge/sources/intercom-sources.ts'
import { retireSources } from '../knowledge/sources/retire-sources.ts'
import { isForPeople } from '../knowledge/sources/source-problem.ts'
import type { Source } from '../knowledge/sources/source.ts'
import { createSyncSource, type SyncEnd, tellSync } from '../knowledge/sources/sync-source.ts'
import { countServed } from '../store/knowledge-sources.ts'
import type { Db } from '../store/db.ts'
import type { Log } from '../telemetry/create-log.ts'

type Samples = 'use' | 'skip'

/** Looks through the folder before anything is opened; `nothing` says why that is nothing. Throws `KnowledgeError` for what is wrong in it. */
export async function readKnowledge(config: Config, samples: Samples): Promise<UsableFolder> {
  const { knowledge } = config.settings
  const read: UsableFolder =
    knowledge.folder.use === 'on'
      ? await surveyUsable(config.knowledgeFolder, { samples })
      : { articles: 0, skipped: 0, nothing: 'The knowledge folder is switched off (knowledge.folder.use).' }
  if (read.nothing !== undefined && usedIntercomSources(knowledge).length === 0) {
    throw new KnowledgeError([read.nothing])
  }
  return read
}

export type OpenKnowledgeDeps = {
  readonly config: Config
  readonly intercom: IntercomConfig
  readonly samples: Samples
  readonly read: UsableFolder
  readonly db: Db
  readonly log: Log
}

/**
 * Brings the folder into the index and takes out what is not used any more. Where nothing is left to answer from, the
 * workspace is asked at once; a start with nothing from anywhere fails (law 11). Returns how many articles are searched.
 */
export async function openKnowledge(deps: OpenKnowledgeDeps): Promise<number> {
  const { config, samples, db, log } = deps
  const { knowledge } = config.settings
  const retired = await retireSources(db, knowledge)
  if (retired > 0) log.info({ articles: retired }, 'articles that the settings do not want any more are gone')
  if (knowledge.folder.use === 'on') {
    await syncFolder(deps, createFolderSource({ folder: config.knowledgeFolder, samples }))
  }
  return (await countServed(db, samples)) || fillFromWorkspace(deps)
}

/** What is wrong with the folder itself is kept beside it; a database that fails stops the start. */
async function syncFolder({ db, log }: OpenKnowledgeDeps, folder: Source): Promise<void> {
  const end = await createSyncSource({ db })(folder)
  if (end.kind === 'failed' && !isForPeople(end.error)) throw end.error
  tellSync(log, end)
}

async function fillFromWorkspace(deps: OpenKnowledgeDeps): Promise<number> {
  const { db, samples, read } = deps
  const ends = await syncWorkspace(deps)
  const served = await countServed(db, samples)
  if (served > 0) return served
  const reasons = ends.map(
    (end) => `${end.name}: ${end.kind === 'failed' ? end.problem : 'gives no article'}`,
  )
  const folder = read.nothing ?? 'The knowledge folder gives no article.'
  throw new KnowledgeError([folder, ...reasons], 'There is nothing to answer from.')
}

type Ended = SyncEnd | { readonly kind: 'failed'; readonly name: string; readonly problem: string }

async function syncWorkspace(deps: OpenKnowledgeDeps): Promise<readonly Ended[]> {
  const { config, intercom, db, log } = deps
  try {
    const { appId } = await createIntercom(intercom).me()
    const sync = createSyncSource({ db })
    const ends: SyncEnd[] = []
    const sources = createIntercomSources({
      settings: config.settings.knowledge,
      content: createContentReader(intercom),
      workspace: appId,
      isSandbox: isSandboxToken(intercom.accessToken),
      now: () => new Date(),
    })
    for (const source of sources) ends.push(await sync(source))
    for (const end of ends) tellSync(log, end)
    return ends
  } catch (error) {
    if (!(error instanceof IntercomError)) throw error
    return [{ kind: 'failed', name: 'Intercom', problem: error.message }]
  }
}
