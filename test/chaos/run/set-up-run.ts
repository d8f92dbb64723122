import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startModelServer } from '../../../src/sandbox/model/start-model-server.ts'
import { createTemporaryDatabase } from '../../../src/store/temporary-database.ts'
import type { CleanUp } from '../../bench/clean-up.ts'
import type { Schedule } from '../schedule/schedule.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'
import { type Instances, keepInstances } from './keep-instances.ts'
import type { RunPlan } from './plan-runs.ts'
import { startInstance } from './start-instance.ts'
import { ROOT } from './start-process.ts'
import { type PlayedWorkspace, startWorkspace } from './start-workspace.ts'

/** A Postgres server, and a program that lets it crash and starts it again. */
export type DatabaseServer = { readonly url: string; readonly restart: string }

/** Where a run takes place. */
export type RunPlace = {
  readonly server: DatabaseServer
  /** Logs are kept here. */
  readonly folder: string
  readonly tell: (what: string) => void
  readonly cleanUp: CleanUp
}

/** A workspace, a database, and instances of the service, which are killed from now on. */
export type RunSetUp = {
  readonly databaseUrl: string
  readonly door: FrontDoor
  readonly workspace: PlayedWorkspace
  readonly instances: Instances
  readonly tagNames: Readonly<Record<string, string>>
}

/** Contacts of a run are quick; one topic only suggests; every kind of effect comes up. */
const settingsWith = (answered: string, handedOff: string) => `quiet_ms: 300
quiet_max_ms: 1500
close_when_thanked: true
topics:
  - name: billing
    mode: suggest
tags:
  answered: "${answered}"
  handed_off: "${handedOff}"
`

/** Starts everything that a run needs; `cleanUp` ends it. */
export async function setUpRun(plan: RunPlan, schedule: Schedule, place: RunPlace): Promise<RunSetUp> {
  const { server, folder, cleanUp } = place
  mkdirSync(folder, { recursive: true })
  const database = await createTemporaryDatabase(server.url, 'firstline_chaos')
  cleanUp.later(database.drop)
  const door = await openFrontDoor()
  cleanUp.later(door.close)
  const workspace = await startWorkspace(door.url, folder, cleanUp)
  const settings = join(folder, 'firstline.yaml')
  const [answered, handedOff] = [await workspace.addTag('answered'), await workspace.addTag('handed off')]
  writeFileSync(settings, settingsWith(answered, handedOff))
  const environment = {
    ...workspace.environment,
    ...(plan.mind === 'model' && (await startModel(cleanUp))),
    DATABASE_URL: database.url,
    PORT: '0',
    FIRSTLINE_KNOWLEDGE: join(ROOT, 'knowledge'),
    FIRSTLINE_SETTINGS: settings,
    LOG_LEVEL: 'info',
    CHAOS_HURRY: String(plan.hurry),
    // A start costs a third less where the code was compiled before.
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  }
  const instances = keepInstances({
    slots: plan.instances,
    launches: schedule.launches,
    door,
    start: (options) => startInstance({ ...options, environment, folder }),
  })
  cleanUp.later(instances.end)
  const tagNames = { [answered]: 'answered', [handedOff]: 'handed off' }
  return { databaseUrl: database.url, door, workspace, instances, tagNames }
}

async function startModel(cleanUp: CleanUp) {
  const { url, apiKey, close } = await startModelServer()
  cleanUp.later(close)
  return { OPENAI_BASE_URL: url, OPENAI_API_KEY: apiKey, OPENAI_MODEL: 'scripted' }
}
