import { isSandboxToken } from '../../config/general-mode.ts'
import type { ConfigReading, IntercomConfig, ModelConfig } from '../../config/parse-config.ts'
import { contentTopics } from '../../intercom/webhook-topics.ts'
import { usedIntercomSources } from '../../knowledge/sources/intercom-sources.ts'
import { ownMigrations } from '../../store/migrations-folder.ts'
import type { Log } from '../../telemetry/create-log.ts'
import { judgeClock } from './check-clock.ts'
import { checkDataFolder, judgeMemory } from './check-data-folder.ts'
import { judgeReading } from './check-database.ts'
import { judgeIntercom } from './check-intercom.ts'
import { checkKnowledge } from './check-knowledge.ts'
import { checkModel, EXTRACTIVE } from './check-model.ts'
import { judgeModes } from './check-modes.ts'
import { checkNode } from './check-node.ts'
import { judgeBot, judgeTeams } from './check-people.ts'
import { checkPort, isFirstline, isSandbox } from './check-port.ts'
import { checkPublicAddress } from './check-public-address.ts'
import { checkSettings, judgeChanged } from './check-settings.ts'
import { judgeSourcesIn } from './check-sources.ts'
import { judgeTags } from './check-tags.ts'
import { judgeBots, judgeRate } from './check-traffic.ts'
import { checkVectors, NO_VECTORS } from './check-vectors.ts'
import { judgeContentTopics, judgeWebhooks } from './check-webhooks.ts'
import type { Check } from './examine.ts'
import { type Finding, findingsOf } from './finding.ts'
import { type DatabaseReading, folderOf, isEmbedded, readDatabase } from './read-database.ts'
import { type IntercomReading, readIntercom } from './read-intercom.ts'

export type ChecksDeps = {
  readonly reading: ConfigReading
  readonly now: Date
  readonly log: Log
}

type Readings = {
  readonly database: () => Promise<DatabaseReading>
  readonly intercom: () => Promise<IntercomReading | undefined>
}

/** Everything that is looked at, in the order in which it is told. */
export function checksFor(deps: ChecksDeps): readonly Check[] {
  const { config } = deps.reading
  const { intercom } = config
  const readings: Readings = {
    database: once(() => (isWrong(deps, 'DATABASE_URL') ? NOT_ASKED : readDatabase(config, deps.log))),
    intercom: once(async () =>
      intercom && !isWrong(deps, ...OF_INTERCOM)
        ? readIntercom(intercom, { withTags: Object.keys(config.settings.tags).length > 0 })
        : undefined,
    ),
  }
  return [
    { name: 'Node', look: checkNode },
    { name: 'Settings', look: () => checkSettings(deps.reading) },
    ...databaseChecks(deps, readings),
    ...portChecks(deps),
    { name: 'Knowledge', look: () => checkKnowledge(config, deps.now) },
    { name: 'Sources', look: async () => judgeSourcesIn(await readings.database(), deps.now) },
    ...intercomChecks(deps, readings),
    ...answeringChecks(deps, readings),
    { name: 'Clock', look: () => lookAtClocks(readings) },
  ]
}

const NOT_ASKED: Promise<DatabaseReading> = Promise.resolve({ kind: 'not_asked' })

/** Asked by whoever needs it first, for all. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask()
    return asked
  }
}

const isWrong = ({ reading }: ChecksDeps, ...names: readonly string[]): string | undefined =>
  names.find((name) => reading.leftOut.includes(name))

const isReal = (intercom: IntercomConfig | undefined): boolean =>
  intercom !== undefined && !isSandboxToken(intercom.accessToken)

/** What was left out of the configuration is not judged by the default that stands in. */
const unlessWrong = (deps: ChecksDeps, variables: readonly string[], check: Check): Check => {
  const wrong = isWrong(deps, ...variables)
  if (wrong === undefined) return check
  return { ...check, look: async () => [findingsOf(check.name).skipped(`${wrong} is wrong: see Settings`)] }
}

function databaseChecks({ reading }: ChecksDeps, { database }: Readings): readonly Check[] {
  const { config } = reading
  const folder = folderOf(config)
  const context = {
    isEmbedded: isEmbedded(config),
    own: ownMigrations(),
    isReal: isReal(config.intercom),
  }
  return [
    { name: 'Data folder', look: () => checkDataFolder(folder, database) },
    {
      name: 'Database',
      look: async () => [...judgeMemory(config.databaseUrl), ...judgeReading(await database(), context)],
    },
  ]
}

function portChecks(deps: ChecksDeps): readonly Check[] {
  const { host, port, sandboxPort, intercom } = deps.reading.config
  const service = {
    check: 'Port',
    host,
    port,
    variable: 'PORT',
    ours: 'Firstline itself',
    isOurs: isFirstline,
  }
  const sandbox = {
    check: 'Sandbox port',
    host,
    port: sandboxPort,
    variable: 'SANDBOX_PORT',
    ours: 'the sandbox',
    isOurs: isSandbox,
  }
  return [
    unlessWrong(deps, ['HOST', 'PORT'], { name: 'Port', look: () => checkPort(service) }),
    ...(intercom
      ? []
      : [
          unlessWrong(deps, ['HOST', 'SANDBOX_PORT'], {
            name: 'Sandbox port',
            look: () => checkPort(sandbox),
          }),
        ]),
  ]
}

const OF_INTERCOM = [
  'INTERCOM_ACCESS_TOKEN',
  'INTERCOM_REGION',
  'INTERCOM_BASE_URL',
  'INTERCOM_API_VERSION',
] as const

function intercomChecks(deps: ChecksDeps, readings: Readings): readonly Check[] {
  const { intercom } = deps.reading.config
  const wrong = isWrong(deps, ...OF_INTERCOM)
  if (wrong || !intercom) {
    const why = wrong
      ? `${wrong} is wrong: see Settings`
      : 'no INTERCOM_ACCESS_TOKEN: the sandbox workspace is what will be used'
    return [{ name: 'Intercom', look: async () => [findingsOf('Intercom').skipped(why)] }]
  }
  const look = (judge: (reading: IntercomReading) => readonly Finding[]) => async () => {
    const reading = await readings.intercom()
    return reading ? judge(reading) : []
  }
  return [
    { name: 'Intercom', look: look((reading) => judgeIntercom(intercom, reading)) },
    { name: 'Bot author', look: look((reading) => lookAtBot(intercom, reading)) },
    { name: 'Teams', look: look((reading) => lookAtTeams(deps, intercom, reading)) },
    { name: 'Tags', look: look(({ tags }) => judgeTags(deps.reading.config.settings, tags)) },
    { name: 'Webhooks', look: async () => lookAtWebhooks(await readings.database(), deps) },
    { name: 'Other bots', look: look(({ bots }) => (bots.kind === 'read' ? [judgeBots(bots.value)] : [])) },
    {
      name: 'Rate limit',
      look: look(({ me, rateLimit }) => (me.kind === 'read' ? [judgeRate(rateLimit)] : [])),
    },
  ]
}

function lookAtBot({ botAdminId }: IntercomConfig, { me, admins }: IntercomReading): readonly Finding[] {
  if (me.kind !== 'read' || admins.kind !== 'read') return [findingsOf('Bot author').skipped(COULD_NOT)]
  return judgeBot({ botAdminId, me: me.value, admins: admins.value })
}

function lookAtTeams(
  { reading }: ChecksDeps,
  { botAdminId, handOffTeamId }: IntercomConfig,
  { me, admins, teams }: IntercomReading,
): readonly Finding[] {
  if (me.kind !== 'read' || admins.kind !== 'read' || teams.kind !== 'read') {
    return [findingsOf('Teams').skipped(COULD_NOT)]
  }
  return judgeTeams({
    handOffTeamId,
    settings: reading.config.settings,
    teams: teams.value,
    admins: admins.value,
    botAdminId: botAdminId ?? me.value.adminId,
  })
}

const COULD_NOT = 'Intercom could not be asked'

function lookAtWebhooks(
  reading: DatabaseReading,
  { reading: { config }, now }: Pick<ChecksDeps, 'reading' | 'now'>,
): readonly Finding[] {
  const { skipped } = findingsOf('Webhooks')
  if (reading.kind === 'new') return [skipped('nothing was received yet: the service has never run here')]
  if (reading.kind !== 'read') return [skipped('the database could not be asked what was received')]
  const { workspace } = reading.facts
  if (!workspace) return [skipped('this database does not know the workspace yet: start the service once')]
  const { notifications, heard } = workspace
  const topics = contentTopics(usedIntercomSources(config.settings.knowledge))
  return [
    ...judgeWebhooks({ notifications, now, url: `${config.publicUrl}/webhooks/intercom` }),
    ...judgeContentTopics({ topics, heard, now }),
  ]
}

const OF_SERVER = ['OPENAI_API_KEY', 'OPENAI_BASE_URL'] as const
const OF_MODEL = [...OF_SERVER, 'OPENAI_MODEL', 'OPENAI_FAST_MODEL'] as const
const OF_VECTORS = [...OF_SERVER, 'OPENAI_EMBEDDING_MODEL'] as const

function answeringChecks(deps: ChecksDeps, { database }: Readings): readonly Check[] {
  const { config } = deps.reading
  const { model, settings, settingsFile, publicUrl } = config
  const workspace = async () => {
    const reading = await database()
    return reading.kind === 'read' ? (reading.facts.workspace ?? undefined) : undefined
  }
  const modes = async () => {
    const reading = await database()
    const isKnown = reading.kind === 'read' || reading.kind === 'new'
    const found = judgeModes(config, isKnown ? ((await workspace())?.switches ?? []) : undefined)
    if (reading.kind !== 'read' || reading.pid === undefined) return found
    const { settingsHash } = reading.facts
    return [...found, ...judgeChanged(deps.reading, { pid: reading.pid, settingsHash })]
  }
  const ask = (configured: ModelConfig) =>
    checkModel(configured, settings, async () => (await workspace())?.spentUsd)
  const vectors = async () => {
    if (!model?.embedding) return NO_VECTORS
    const limit = settings.limits.model_spend_per_day
    const isOverBudget = limit !== undefined && ((await workspace())?.spentUsd ?? 0) >= limit
    return checkVectors({ ...model, embedding: model.embedding }, await database(), isOverBudget)
  }
  return [
    unlessWrong(deps, [settingsFile], { name: 'Modes', look: modes }),
    unlessWrong(deps, OF_MODEL, { name: 'Model', look: async () => (model ? ask(model) : EXTRACTIVE) }),
    unlessWrong(deps, OF_VECTORS, { name: 'Vectors', look: vectors }),
    unlessWrong(deps, ['PUBLIC_URL', 'HOST', 'PORT'], {
      name: 'Public address',
      look: () => checkPublicAddress(publicUrl, isReal(config.intercom)),
    }),
  ]
}

async function lookAtClocks({ database, intercom }: Readings): Promise<readonly Finding[]> {
  const [stored, told] = await Promise.all([database(), intercom()])
  // An embedded database has our own clock.
  const databaseMs =
    stored.kind === 'read' && !stored.isEmbedded ? stored.facts.database.clockAheadMs : undefined
  // Whoever else answers instead of Intercom has some clock, too.
  const intercomMs = told?.me.kind === 'read' ? told.clockAheadMs : undefined
  return judgeClock({ intercomMs, databaseMs })
}
