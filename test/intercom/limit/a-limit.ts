import { onTestFinished } from 'vitest'
import { toIntercomConfig } from '../../../src/commands/sandbox-config.ts'
import { AppId } from '../../../src/domain/ids.ts'
import type { Lane } from '../../../src/domain/lane.ts'
import { createIntercom } from '../../../src/intercom/create-intercom.ts'
import { createLanes } from '../../../src/intercom/create-lanes.ts'
import { createLimiter, type LimiterDeps } from '../../../src/intercom/limit/create-limiter.ts'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import type { Db } from '../../../src/store/db.ts'
import { SENT_BY_TEST } from '../../contract/watch-fetch.ts'
import { aClock, type Tracked } from '../../support/a-clock.ts'
import { playState } from '../../support/a-talk.ts'

export type LimitOptions = { readonly perWindow: number; readonly share: number }

/**
 * A workspace that allows few calls in a window, and instances of ours on one database, all by one clock that the test
 * moves. A call that waits, waits until the test lets time pass.
 */
export async function aLimit(db: Db, { perWindow, share }: LimitOptions) {
  const time = aClock()
  const sandbox = await startSandbox({ requestsPerWindow: perWindow, now: time.now })
  onTestFinished(() => sandbox.close())
  const config = toIntercomConfig(sandbox)
  const counted = async () =>
    Object.values((await playState(sandbox)).requests).reduce((sum, times) => sum + times, 0)
  return {
    time,
    sandbox,
    /** One more instance; it has asked which workspace this is, as a start does. */
    instance: async (more: Partial<LimiterDeps> = {}) => {
      const waits: { lane: Lane; waitMs: number }[] = []
      const limiter = createLimiter({
        db,
        share,
        ...time,
        onWait: (lane, waitMs) => void waits.push({ lane, waitMs }),
        ...more,
      })
      const intercomFor = createLanes((lane) =>
        createIntercom(config, { admit: limiter.lane(lane), pause: async () => {} }),
      )
      await intercomFor('reply').me()
      limiter.know(AppId.parse(sandbox.appId))
      return { limiter, intercomFor, waits }
    },
    /** Requests that the workspace has counted so far, of everybody. */
    counted,
    /** Another integration of the workspace calls it so often. */
    others: async (times: number) => {
      const headers = { authorization: `Bearer ${sandbox.accessToken}`, ...SENT_BY_TEST }
      for (let call = 0; call < times; call += 1)
        await (await fetch(`${sandbox.url}/teams`, { headers })).text()
    },
    /** Lets the window end, and all calls that are under way then come to an answer or to waiting again. */
    nextWindow: async (calls: readonly Tracked[]) => {
      time.letPass(10_250)
      await time.settled(calls)
    },
  }
}
