import type { Config } from '../config/parse-config.ts'
import { createFolderSource } from '../knowledge/sources/folder-source.ts'
import { createKeepSynced } from '../knowledge/sources/keep-synced.ts'
import { createSyncSource } from '../knowledge/sources/sync-source.ts'
import { watchFolder } from '../knowledge/sources/watch-folder.ts'
import type { Db } from '../store/db.ts'
import type { Log } from '../telemetry/create-log.ts'

export type KeepFolderDeps = {
  readonly config: Config
  readonly samples: 'use' | 'skip'
  readonly db: Db
  readonly log: Log
  readonly signal: AbortSignal
  /** Told once articles were added, changed or removed. */
  readonly onChange?: (() => void) | undefined
}

/** Syncs the folder whenever something in it changes; a file that is half written is a failure that the next change ends. */
export async function keepFolderSynced(deps: KeepFolderDeps): Promise<void> {
  const { config, samples, db, log, signal, onChange } = deps
  const { knowledgeFolder: folder, settings } = config
  if (settings.knowledge.folder.use === 'off') return
  const source = createFolderSource({ folder, samples })
  const { syncSoon } = createKeepSynced({
    sources: [source],
    sync: createSyncSource({ db, signal }),
    log,
    signal,
    onChange,
  })
  await watchFolder({ folder, onChange: () => syncSoon('folder'), log, signal })
}
