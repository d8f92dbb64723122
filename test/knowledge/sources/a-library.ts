import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { toIntercomConfig } from '../../../src/commands/sandbox-config.ts'
import { Settings } from '../../../src/config/settings.ts'
import { AppId } from '../../../src/domain/ids.ts'
import { createContentReader } from '../../../src/intercom/content/create-content-reader.ts'
import { createIntercomSources } from '../../../src/knowledge/sources/intercom-sources.ts'
import { createSyncSource, type SyncEnd } from '../../../src/knowledge/sources/sync-source.ts'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import type { Db } from '../../../src/store/db.ts'
import { SENT_BY_TEST } from '../../contract/watch-fetch.ts'
import { onTestFinished } from 'vitest'

const Indexed = z.object({
  path: z.string(),
  title: z.string(),
  locale: z.string(),
  audience: z.string(),
  sample: z.boolean(),
  url: z.string().nullable(),
  topic: z.string(),
  version: z.string(),
})

/** What is searched at present, by path. */
export async function indexedIn(db: Db): Promise<readonly z.infer<typeof Indexed>[]> {
  const rows = await db.execute(
    sql`select a.path, a.version, v.title, v.locale, v.audience, v.sample, v.url, v.topic
      from article a join article_version v on v.id = a.version order by a.path`,
    'objects',
  )
  return rows.map((row) => Indexed.parse(row))
}

type Use = 'off' | 'internal' | 'public'

/** A sandbox workspace whose content is synced into a database, with ways to change it and to count what is asked. */
export async function aLibrary(db: () => Db) {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const asked: string[] = []
  const gate = { open: Promise.resolve(), reached: () => {} }
  /** The next call waits for `release`; `waiting` tells that it does. */
  const hold = () => {
    const [open, reached] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    Object.assign(gate, { open: open.promise, reached: reached.resolve })
    return { waiting: reached.promise, release: open.resolve }
  }
  const content = createContentReader(toIntercomConfig(sandbox), {
    pause: async () => {},
    admit: async () => {
      gate.reached()
      await gate.open
      return { kind: 'go', answered: () => {} }
    },
    onCall: ({ call }) => void asked.push(call),
  })
  const play = async (path: string, body: unknown = {}): Promise<string> => {
    const response = await fetch(`${sandbox.url}/play${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...SENT_BY_TEST },
      body: JSON.stringify(body),
    })
    const answer = z
      .object({ article_id: z.string().optional(), paper_id: z.string().optional() })
      .parse(await response.json())
    return answer.article_id ?? answer.paper_id ?? ''
  }
  const clock = { now: new Date() }
  const sync = async (
    settings: Readonly<Record<string, { readonly use: Use }>> = {},
    { isWhole = false, workspace = sandbox.appId }: { isWhole?: boolean; workspace?: string } = {},
  ): Promise<SyncEnd> => {
    const sources = createIntercomSources({
      settings: Settings.parse({ knowledge: settings }).knowledge,
      content,
      workspace: AppId.parse(workspace),
      isSandbox: true,
      now: () => clock.now,
    })
    const [source] =
      Object.keys(settings).length > 0 ? sources.filter(({ name }) => name in settings) : sources
    if (!source) throw new Error('no source is in use')
    asked.length = 0
    return createSyncSource({ db: db() })(source, { isWhole })
  }
  return { sandbox, play, sync, hold, asked, clock, indexed: () => indexedIn(db()) }
}
