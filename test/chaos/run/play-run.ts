import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openStore } from '../../../src/store/open-store.ts'
import type { Db } from '../../../src/store/db.ts'
import { createCleanUp } from '../../bench/clean-up.ts'
import { collectFacts } from '../collect-facts.ts'
import type { Facts } from '../judge/facts.ts'
import { fenceWindows } from '../judge/find-talk-overs.ts'
import { countTurns, judge } from '../judge/judge.ts'
import { createDice } from '../schedule/dice.ts'
import { makeSchedule } from '../schedule/make-schedule.ts'
import { countOddWebhooks, type Schedule } from '../schedule/schedule.ts'
import type { RunPlan } from './plan-runs.ts'
import type { InstanceCounts } from './keep-instances.ts'
import { type Played, playScenes } from './play-scenes.ts'
import { replay } from './replay.ts'
import { countViolations, type Finding, type RunReport } from './report.ts'
import { type DatabaseServer, type RunPlace, type RunSetUp, setUpRun } from './set-up-run.ts'
import { untilSettled } from './until-settled.ts'

/** In the wild a part, or a webhook, comes within this; afterwards all is out in the open. */
const ALL_VISIBLE_MS = 20_000
/** Then everything that was to go wrong has gone wrong, or nobody comes by there any more. */
const FAULTS_MET_WITHIN_MS = 100_000
/** Twice unknown, then handed off; a job of a killed instance is taken up again after 15 s. */
const SETTLED_WITHIN_MS = 150_000

const TOLD_EVERY_MS = 60_000

/** One run: play and hunt, then rest, settle, replay, settle, and let the judge look at every conversation. */
export async function playRun(plan: RunPlan, place: RunPlace): Promise<RunReport> {
  const cleanUp = createCleanUp()
  place.cleanUp.later(cleanUp.now)
  const began = performance.now()
  const schedule = makeSchedule(plan)
  try {
    const setUp = await setUpRun(plan, schedule, { ...place, cleanUp })
    place.tell(`seed ${plan.seed}: ${plan.scenes} conversations begin within ${plan.playMs / 1_000} s`)
    const played = await hunt(setUp, schedule, place)
    const { db, close } = await openStore(setUp.databaseUrl)
    cleanUp.later(close)
    const settle = await createSettle({ ...setUp, db })
    place.tell('nobody is killed any more')
    await settle(FAULTS_MET_WITHIN_MS / plan.hurry)
    const faults = played.faultsLaid - (await calmDown(setUp, plan)) + countOddWebhooks(schedule)
    place.tell('nothing goes wrong any more')
    const calm = await settle(SETTLED_WITHIN_MS)
    place.tell('every notification comes twice more, in any order')
    const replayed = await replay(setUp.door, createDice(plan.seed))
    const settled = (await settle(SETTLED_WITHIN_MS)) && calm
    const facts = await factsOf({ ...setUp, db }, played)
    writeFileSync(join(place.folder, 'facts.json'), JSON.stringify(facts, null, 1))
    return {
      plan,
      replayed,
      settled,
      ...setUp.instances.counts(),
      databaseRestarts: schedule.databaseRestartsAtMs.length,
      faults,
      ...verdictOn(facts),
      seconds: (performance.now() - began) / 1_000,
    }
  } finally {
    await cleanUp.now()
  }
}

/** Everything goes wrong that the schedule has, while instances die. */
async function hunt(
  { workspace, instances }: RunSetUp,
  schedule: Schedule,
  { server, tell }: RunPlace,
): Promise<Played> {
  const progress = setInterval(() => tell(deathsSoFar(instances.counts())), TOLD_EVERY_MS)
  try {
    const [played] = await Promise.all([
      playScenes(workspace, schedule.scenes),
      restartDatabase(server, schedule),
    ])
    return played
  } finally {
    clearInterval(progress)
  }
}

function deathsSoFar({ kills, died }: InstanceCounts): string {
  const times = Object.values(died)
  return `  ${kills} killed so far, ${times.reduce((sum, count) => sum + count, 0)} of them at ${times.length} places`
}

async function restartDatabase(
  { restart }: DatabaseServer,
  { databaseRestartsAtMs }: Schedule,
): Promise<void> {
  const began = performance.now()
  for (const atMs of databaseRestartsAtMs) {
    await wait(Math.max(0, began + atMs - performance.now()))
    await promisify(execFile)(restart)
  }
}

/** Nothing goes wrong any more. Answers how many faults nobody met. */
async function calmDown({ workspace }: RunSetUp, { hurry }: RunPlan): Promise<number> {
  const { faults } = await workspace.state()
  await workspace.calm()
  await wait(ALL_VISIBLE_MS / hurry)
  return faults.length
}

type Rested = RunSetUp & { readonly db: Db }

/** All instances are started once more, so that a sweep finds what no webhook told, and left alone until all is settled. */
async function createSettle(rested: Rested) {
  const { app_id: appId } = await rested.workspace.state()
  return async (withinMs: number): Promise<boolean> => {
    const since = new Date()
    await rested.instances.rest()
    return untilSettled({ ...rested, appId }, since, withinMs)
  }
}

async function factsOf(
  { workspace, db, tagNames }: Rested,
  { conversations, said }: Played,
): Promise<readonly Facts[]> {
  const { app_id: appId, bot_admin_id: botAdminId } = await workspace.state()
  const witness = { sandboxUrl: workspace.url, botAdminId, appId, db, tagNames, said }
  const facts: Facts[] = []
  for (const id of conversations) facts.push(await collectFacts(witness, id))
  return facts
}

const countWritten = (all: readonly Facts[]): Readonly<Record<string, number>> => {
  const sent = all.flatMap(({ effects }) => effects).filter(({ state }) => state === 'sent')
  return Object.fromEntries([...Map.groupBy(sent, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length]))
}

const verdictOn = (all: readonly Facts[]) => {
  const findings = findIn(all)
  return {
    conversations: all.length,
    turns: all.reduce((sum, facts) => sum + countTurns(facts), 0),
    written: countWritten(all),
    fenceWindowsMs: all.flatMap(fenceWindows),
    violations: countViolations(findings),
    findings,
  }
}

const findIn = (all: readonly Facts[]): readonly Finding[] =>
  all.map((facts) => ({ facts, violations: judge(facts) })).filter(({ violations }) => violations.length > 0)
