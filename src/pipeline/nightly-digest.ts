import type { AppId } from '../domain/ids.ts'
import { localTime } from '../domain/local-date.ts'
import type { Db } from '../store/db.ts'
import { listDigests } from '../store/digests.ts'
import { type DigestTime, isDue } from './digest/is-due.ts'
import type { MakeDigest } from './make-digest.ts'

export type NightlyDeps = {
  readonly db: Db
  readonly appId: AppId
  readonly time: DigestTime
  readonly make: MakeDigest
  readonly now: () => Date
}

/** Makes today's summary when its time has come; any other time it does nothing. */
export const createNightlyDigest =
  ({ db, appId, time, make, now }: NightlyDeps) =>
  async (): Promise<void> => {
    const [newest] = await listDigests(db, appId, 1)
    if (!isDue(time, now(), newest?.date)) return
    await make({ date: localTime(now(), time.timezone).date })
  }
