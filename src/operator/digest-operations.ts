import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Digest } from '../domain/digest.ts'
import { isDate, localTime } from '../domain/local-date.ts'
import { createIntercom } from '../intercom/create-intercom.ts'
import { createLimiter } from '../intercom/limit/create-limiter.ts'
import type { AskModel } from '../model/ask-model.ts'
import { createAskModel } from '../model/create-ask-model.ts'
import { readPrompts } from '../model/prompt-library.ts'
import { toWorkspace } from '../pipeline/connect.ts'
import { digestSettings } from '../pipeline/digest/digest-settings.ts'
import { createMakeDigest, type MadeDigest, type MakeDigest } from '../pipeline/make-digest.ts'
import { knownWorkspace } from './known-workspace.ts'
import { createOperation, OperationRefusedError, type OperatorDeps } from './operation.ts'

const PROMPTS = fileURLToPath(new URL('../../prompts', import.meta.url))

/** Shows the summary of a day, and makes today's where there is none. */
export const digestRun = createOperation({
  name: 'digest-run',
  facts: z.strictObject({
    date: z.string().refine(isDate, 'expected a day, for example 2026-11-24').optional(),
    again: z.boolean(),
  }),
  result: z.object({ kind: z.enum(['made', 'stored']), digest: Digest }),
  run: async (deps, { date, again }) => {
    const { timezone } = deps.config.settings.digest
    const make = await makeFor(deps)
    const wanted = date ?? localTime(new Date(), timezone).date
    return refuseOther(await make({ date: wanted, again }), wanted)
  },
})

function refuseOther(made: MadeDigest, date: string): Exclude<MadeDigest, { readonly kind: 'not_today' }> {
  if (made.kind !== 'not_today') return made
  throw new OperationRefusedError(
    `There is no summary of ${date}, and only today's (${made.today}) can be made: ` +
      'Intercom tells how the workspace stands now, not how it stood.',
  )
}

async function makeFor({ db, config, log }: OperatorDeps): Promise<MakeDigest> {
  if (!config.intercom) {
    throw new OperationRefusedError(
      'A summary needs a workspace: set INTERCOM_ACCESS_TOKEN, or start the service (npm start) and run this beside it.',
    )
  }
  const limiter = createLimiter({ db, share: config.settings.limits.api_share })
  const intercom = createIntercom(config.intercom, { admit: limiter.lane('digest') })
  const known = await knownWorkspace(db, intercom, config.intercom)
  limiter.know(known.appId)
  return createMakeDigest({
    db,
    intercom,
    appId: known.appId,
    identity: toWorkspace(known, config.intercom, config).identity,
    ...digestSettings(config, askFor({ db, config, log })),
    now: () => new Date(),
    log,
    signal: new AbortController().signal,
  })
}

function askFor({ db, config, log }: OperatorDeps): AskModel | undefined {
  const { model, settings } = config
  if (!model) return undefined
  const { limits, prices } = settings
  return createAskModel({ config: model, prompts: readPrompts(PROMPTS), db, limits, prices, log })
}
