import { z } from 'zod'
import type { AppId } from '../domain/ids.ts'
import { Mode } from '../domain/mode.ts'
import { readSourceStatus, SourceStatus } from '../knowledge/sources/source-status.ts'
import { midnight } from '../model/budget.ts'
import { DatabaseFacts, readDatabaseFacts } from '../store/database-facts.ts'
import type { Db } from '../store/db.ts'
import { readSpaces } from '../store/embedding-spaces.ts'
import { countEmbedded, countWaiting, NO_SPACE } from '../store/embeddings.ts'
import { heardTopics } from '../store/heard-topics.ts'
import { spentSince } from '../store/model-calls.ts'
import { lastOfEachTopic } from '../store/notifications.ts'
import { ownMigrations } from '../store/migrations-folder.ts'
import { readSwitchRows } from '../store/switches.ts'
import { findVectorExtension } from '../store/vector-extension.ts'
import { findWorkspace } from '../store/workspaces.ts'
import { createOperation } from './operation.ts'

const WorkspaceFacts = z.object({
  appId: z.string(),
  name: z.string().nullable(),
  /** When a notification of a topic came last. */
  notifications: z.array(z.object({ topic: z.string(), at: z.string() })),
  /** The same of articles and snippets, whose notifications are not kept. */
  heard: z.array(z.object({ topic: z.string(), at: z.string() })),
  switches: z.array(z.object({ topic: z.string(), mode: Mode, who: z.string(), at: z.string() })),
  /** US dollars since midnight (UTC). */
  spentUsd: z.number(),
})
/** What the database knows of the workspace that the token opens. */
export type WorkspaceFacts = z.infer<typeof WorkspaceFacts>

const VectorFacts = z.object({
  extension: z.enum(['ready', 'missing', 'forbidden', 'too_old', 'not_made']),
  /** One for each model that has vectors. */
  spaces: z.array(
    z.object({
      model: z.string(),
      state: z.string(),
      dimensions: z.number().nullable(),
      embedded: z.number(),
      waiting: z.number(),
      problem: z.string().nullable(),
    }),
  ),
  /** Chunks that are searched. */
  chunks: z.number(),
})
/** What the database knows of vectors. */
export type VectorFacts = z.infer<typeof VectorFacts>

const Inspection = z.object({
  database: DatabaseFacts,
  /** Null: the tables are not those of this version. */
  vectors: VectorFacts.nullable(),
  /** Null: none is known yet, or the tables are not those of this version. */
  workspace: WorkspaceFacts.nullable(),
  /** How each source of knowledge stands; null where the tables are not those of this version. */
  sources: z.array(SourceStatus).nullable(),
  /** Of the settings that whoever answers is using. */
  settingsHash: z.string(),
})
export type Inspection = z.infer<typeof Inspection>

/** What `doctor` wants to know of a database. Changes nothing: no migration either. */
export const inspectDatabase = createOperation({
  name: 'inspect',
  facts: z.strictObject({}),
  result: Inspection,
  run: async ({ db, config }) => {
    const database = await readDatabaseFacts(db)
    const isMigrated = ownMigrations().every((name) => database.migrations.includes(name))
    const known = isMigrated ? await findWorkspace(db, config.intercom?.accessToken) : undefined
    const workspace = known ? await readWorkspace(db, known) : null
    const vectors = isMigrated ? await readVectors(db) : null
    const sources = isMigrated ? await readSourceStatus(db, config, new Date()) : null
    return { database, vectors, workspace, sources, settingsHash: config.settingsHash }
  },
})

async function readVectors(db: Db): Promise<VectorFacts> {
  const spaces: VectorFacts['spaces'] = []
  for (const { id, model, state, dimensions, problem } of await readSpaces(db)) {
    const counts = { embedded: await countEmbedded(db, id), waiting: await countWaiting(db, id) }
    spaces.push({ model, state, dimensions, problem, ...counts })
  }
  const { kind: extension } = await findVectorExtension(db)
  return { extension, spaces, chunks: await countWaiting(db, NO_SPACE) }
}

type Known = { readonly appId: AppId; readonly name: string | null }

async function readWorkspace(db: Db, { appId, name }: Known): Promise<WorkspaceFacts> {
  const notifications = await lastOfEachTopic(db, appId)
  const heard = await heardTopics(db, appId)
  const switches = await readSwitchRows(db, appId)
  return {
    appId,
    name,
    notifications: notifications.map(({ topic, at }) => ({ topic, at: at.toISOString() })),
    heard: heard.map(({ topic, lastAt }) => ({ topic, at: lastAt.toISOString() })),
    switches: switches.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
    spentUsd: await spentSince(db, appId, midnight(new Date())),
  }
}
