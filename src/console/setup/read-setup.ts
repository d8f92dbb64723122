import type { Config, IntercomConfig } from '../../config/parse-config.ts'
import { isSandboxToken } from '../../config/general-mode.ts'
import { type FileModes, modesInForce } from '../../decision/modes-in-force.ts'
import type { AppId } from '../../domain/ids.ts'
import { MODES } from '../../domain/mode.ts'
import type { Admit } from '../../intercom/call.ts'
import { createIntercom } from '../../intercom/create-intercom.ts'
import { IntercomError } from '../../intercom/intercom-error.ts'
import { contentTopics } from '../../intercom/webhook-topics.ts'
import { usedIntercomSources } from '../../knowledge/sources/intercom-sources.ts'
import type { Db } from '../../store/db.ts'
import { NOTHING_YET, readFirsts } from '../../store/firsts.ts'
import { heardTopics } from '../../store/heard-topics.ts'
import { readSwitches } from '../../store/switches.ts'
import { forAWhile } from './for-a-while.ts'
import type { Asked, ReadSetup, SetupFacts } from './setup-facts.ts'

export type ReadSetupDeps = {
  readonly db: Db
  readonly config: Config
  readonly intercom: IntercomConfig
  /** A person waits for the page. */
  readonly admit: Admit
  readonly fileModes: FileModes
  readonly countArticles: () => Promise<number>
  /** The workspace that is being answered, once it is known. */
  readonly appId: () => AppId | undefined
  /** The model's problem in words; absent: no model is configured. */
  readonly checkModel?: () => Promise<string | undefined>
}

/** A person looks at the page and reloads it: one try, and not a long one. */
const PATIENCE = { getTimeoutMs: 4_000, attempts: 1 } as const

/** People change teammates and teams seldom, and wait for this page meanwhile. */
const KEPT_MS = 10_000

/** Asks Intercom and the database how far the connection has come. Writes nothing. */
export function createReadSetup(deps: ReadSetupDeps): ReadSetup {
  const { config, intercom, countArticles } = deps
  const { me, admins, teams } = createAsks(deps)
  const settled = {
    ...settledFacts(intercom),
    publicUrl: config.publicUrl,
    knowledgeFolder: config.knowledgeFolder,
    contentTopics: contentTopics(usedIntercomSources(config.settings.knowledge)),
    ...(config.settings.pilot && { pilot: config.settings.pilot }),
  }
  return async () => {
    const whoWeAre = await me()
    // A token that opens nothing is asked no more.
    const isOpen = whoWeAre.kind === 'known'
    const [allAdmins, allTeams, model, articles] = await Promise.all([
      isOpen ? admins() : whoWeAre,
      isOpen ? teams() : whoWeAre,
      readModel(deps),
      countArticles(),
    ])
    const appId = deps.appId() ?? (isOpen ? whoWeAre.value.appId : undefined)
    const stored = await readStored(deps, appId)
    return { ...settled, ...stored, ...model, articles, me: whoWeAre, admins: allAdmins, teams: allTeams }
  }
}

/** The page loads itself again and again, in as many tabs as there are. */
function createAsks({ intercom, admit }: ReadSetupDeps) {
  const { me, admins, teams } = createIntercom(intercom, { ...PATIENCE, admit })
  return {
    me: forAWhile(() => ask(me), KEPT_MS),
    admins: forAWhile(() => ask(admins), KEPT_MS),
    teams: forAWhile(() => ask(teams), KEPT_MS),
  }
}

function settledFacts({ accessToken, baseUrl, region, botAdminId, handOffTeamId }: IntercomConfig) {
  return {
    isSandbox: isSandboxToken(accessToken),
    apiUrl: baseUrl,
    ...(region && { region }),
    ...(botAdminId && { botAdminId }),
    ...(handOffTeamId && { handOffTeamId }),
  }
}

async function readStored({ db, fileModes }: ReadSetupDeps, appId: AppId | undefined) {
  const switches = appId ? await readSwitches(db, appId) : []
  const modes = modesInForce(fileModes, switches).map(({ mode }) => mode)
  return {
    boldestMode: MODES.findLast((mode) => modes.includes(mode)) ?? 'off',
    heard: appId ? await heardTopics(db, appId) : [],
    firsts: appId ? await readFirsts(db, appId) : NOTHING_YET,
  }
}

async function readModel({ config, checkModel }: ReadSetupDeps): Promise<Pick<SetupFacts, 'model'>> {
  if (!config.model) return {}
  const problem = await checkModel?.()
  const { strong, fast } = config.model
  return { model: { strong, fast, ...(problem && { problem }) } }
}

/** A refusal is something to be shown, not a failure of the page. */
async function ask<Value>(read: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { kind: 'known', value: await read() }
  } catch (error) {
    if (!(error instanceof IntercomError)) throw error
    return { kind: 'failed', status: error.status, code: error.code }
  }
}
