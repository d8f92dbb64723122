import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { AdminId, AppId } from '../../src/domain/ids.ts'
import { createSummariseWithModel } from '../../src/drafting/model/summarise-with-model.ts'
import { createIntercom, type Intercom } from '../../src/intercom/create-intercom.ts'
import type { AskModel } from '../../src/model/ask-model.ts'
import { createMakeDigest, type DigestDeps } from '../../src/pipeline/make-digest.ts'
import type { Bench } from '../support/a-bench.ts'
import { aLog } from '../support/a-log.ts'

export type NightOptions = {
  readonly now?: Date
  readonly ask?: AskModel
  readonly adaptIntercom?: (own: DigestDeps['intercom']) => DigestDeps['intercom']
  readonly perPage?: number
}

/** The night of a bench: its summary, made from its own sandbox and database. */
export function aNight({ sandbox, db }: Bench, options: NightOptions = {}) {
  const { now = new Date(), ask, adaptIntercom = (own) => own, perPage = 5 } = options
  const intercom: Intercom = createIntercom(toIntercomConfig(sandbox), { perPage, pause: async () => {} })
  const make = createMakeDigest({
    db,
    intercom: adaptIntercom(intercom),
    appId: AppId.parse(sandbox.appId),
    identity: {
      botAdminId: AdminId.parse(sandbox.botAdminId),
      botTeams: [],
      answers: { unassigned: true, admins: [], teams: [] },
    },
    timezone: 'UTC',
    botName: 'Lumi',
    ...(ask && { summarise: createSummariseWithModel(ask, [{ name: 'billing' }]) }),
    now: () => now,
    log: aLog().log,
    signal: new AbortController().signal,
  })
  const today = now.toISOString().slice(0, 10)
  return { make, today }
}
