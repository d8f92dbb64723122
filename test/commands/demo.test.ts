import { afterAll, beforeAll, expect, test } from 'vitest'
import { inParallel } from '../../src/commands/demo/in-parallel.ts'
import { playScript } from '../../src/commands/demo/play-script.ts'
import { readScripts } from '../../src/commands/demo/script.ts'
import { setStage, type Stage } from '../../src/commands/demo/stage.ts'
import { openMind } from '../../src/commands/mind.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { verifyAudit } from '../../src/store/verify-audit.ts'

/** Most of a conversation is waiting. */
const AT_A_TIME = 8
/** However busy the machine is: the longest of these waits for a point of time. */
const AT_MOST_MS = 240_000

const set: { stage?: Stage } = {}
beforeAll(async () => {
  set.stage = await setStage({ config: parseConfig({}), mind: await openMind('extractive', undefined) })
})
afterAll(() => set.stage?.close())

// In this process, so that all that is said is held against the contract with Intercom. What comes of each conversation
// is not asserted here: some of them are about a moment, and `npm run demo` asserts all of it with the machine to itself.
test(
  'plays every conversation of the demo, and leaves an intact trail',
  async () => {
    const { app, sandbox, player } = set.stage ?? expect.fail('no stage')
    const { db } = app.store
    const scripts = readScripts('src/sandbox/conversations')
    const played = await inParallel(scripts, AT_A_TIME, (script) =>
      playScript({ db, sandbox, player }, script),
    )
    expect(played.length).toBeGreaterThanOrEqual(24)
    expect(played.filter(({ rests }) => rests.length === 0)).toEqual([])
    expect(await verifyAudit(db)).toMatchObject({ chains: played.length, problems: [] })
  },
  AT_MOST_MS,
)
