import { ownMigrations } from '../../store/migrations-folder.ts'
import { answeringChecks } from './answering-checks.ts'
import { judgeClock } from './check-clock.ts'
import { checkDataFolder, judgeMemory } from './check-data-folder.ts'
import { judgeReading } from './check-database.ts'
import { checkKnowledge } from './check-knowledge.ts'
import { checkNode } from './check-node.ts'
import { checkPort, isFirstline, isSandbox } from './check-port.ts'
import { checkSettings } from './check-settings.ts'
import { judgeSourcesIn } from './check-sources.ts'
import { type ChecksDeps, isReal, isWrong, type Readings, unlessWrong } from './checks-deps.ts'
import type { Check } from './examine.ts'
import type { Finding } from './finding.ts'
import { intercomChecks, OF_INTERCOM } from './intercom-checks.ts'
import { type DatabaseReading, folderOf, isEmbedded, readDatabase } from './read-database.ts'
import { readIntercom } from './read-intercom.ts'

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

async function lookAtClocks({ database, intercom }: Readings): Promise<readonly Finding[]> {
  const [stored, told] = await Promise.all([database(), intercom()])
  // An embedded database has our own clock.
  const databaseMs =
    stored.kind === 'read' && !stored.isEmbedded ? stored.facts.database.clockAheadMs : undefined
  // Whoever else answers instead of Intercom has some clock, too.
  const intercomMs = told?.me.kind === 'read' ? told.clockAheadMs : undefined
  return judgeClock({ intercomMs, databaseMs })
}
