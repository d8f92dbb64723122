import type { IntercomConfig, Region } from '../../config/parse-config.ts'
import type { AnswerFacts } from '../../intercom/answer.ts'
import { createIntercom, type Intercom } from '../../intercom/create-intercom.ts'
import type { Me, Tag, Team, Teammate } from '../../intercom/read-people.ts'
import { findRegion } from '../../intercom/find-region.ts'
import { IntercomError } from '../../intercom/intercom-error.ts'

/** What came of one call. `not_asked`: the calls before it had failed. */
export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: IntercomError }
  | { readonly kind: 'not_asked' }

/** Who else speaks in the workspace, as far as its newest conversations show. */
export type OtherBots = {
  readonly looked: number
  readonly withFin: number
  /** Of those read as a whole. */
  readonly read: number
  readonly withOperator: number
}

export type RateLimit = { readonly limit: number; readonly left: number }

/** Everything that doctor asks Intercom, asked once. */
export type IntercomReading = {
  readonly me: Read<Me>
  /** Where the token works, when it is not where INTERCOM_REGION says. */
  readonly worksIn?: Region
  readonly admins: Read<readonly Teammate[]>
  readonly teams: Read<readonly Team[]>
  /** Only asked where the settings name some. */
  readonly tags: Read<readonly Tag[]>
  readonly bots: Read<OtherBots>
  readonly rateLimit?: RateLimit
  /** By how much Intercom's clock is ahead of ours; its answers tell whole seconds. */
  readonly clockAheadMs?: number
}

const GET_TIMEOUT_MS = 4_000
/** Read as a whole, to see who speaks in them. */
const READ_AT_MOST = 3
const NOT_ASKED = { kind: 'not_asked' } as const

/** Asks what the bot needs to know, by reading calls alone. Nobody's words leave this function. */
export async function readIntercom(
  config: IntercomConfig,
  { withTags }: { readonly withTags: boolean },
): Promise<IntercomReading> {
  const answers: AnswerFacts[] = []
  const options = { attempts: 1, getTimeoutMs: GET_TIMEOUT_MS }
  const intercom = createIntercom(config, { ...options, onAnswer: (answer) => void answers.push(answer) })
  const me = await read(intercom.me)
  if (me.kind !== 'read') {
    const isRefused = me.kind === 'failed' && me.error.status === 401
    const worksIn = isRefused ? await findRegion(config) : undefined
    const none = { me, admins: NOT_ASKED, teams: NOT_ASKED, tags: NOT_ASKED, bots: NOT_ASKED }
    return { ...none, ...(worksIn && { worksIn }), ...told(answers) }
  }
  const [admins, teams, tags, bots] = await Promise.all([
    read(intercom.admins),
    read(intercom.teams),
    withTags ? read(intercom.tags) : NOT_ASKED,
    read(() => lookForBots(intercom)),
  ])
  return { me, admins, teams, tags, bots, ...told(answers) }
}

async function read<T>(call: () => Promise<T>): Promise<Read<T>> {
  try {
    return { kind: 'read', value: await call() }
  } catch (error) {
    if (error instanceof IntercomError) return { kind: 'failed', error }
    throw error
  }
}

async function lookForBots(intercom: Intercom): Promise<OtherBots> {
  const { ids, withFin } = await intercom.newest()
  const some = await Promise.all(ids.slice(0, READ_AT_MOST).map((id) => intercom.readConversation(id)))
  const conversations = some.filter((one) => one !== undefined)
  return {
    looked: ids.length,
    withFin,
    read: conversations.length,
    withOperator: conversations.filter(({ entries }) =>
      entries.some(({ author }) => author.kind === 'operator'),
    ).length,
  }
}

/** `Date` and the rate limit stand on every answer (RFC 9110, 6.6.1; Intercom docs, "Rate Limiting"). */
function told(answers: readonly AnswerFacts[]): Pick<IntercomReading, 'rateLimit' | 'clockAheadMs'> {
  const last = answers.at(-1)
  if (!last) return {}
  const limit = Number(last.headers.get('x-ratelimit-limit') ?? Number.NaN)
  const left = Number(last.headers.get('x-ratelimit-remaining') ?? Number.NaN)
  const clockAheadMs = aheadOf(last)
  return {
    ...(limit > 0 && left >= 0 && { rateLimit: { limit, left } }),
    ...(clockAheadMs !== undefined && { clockAheadMs }),
  }
}

/** Whole seconds, cut: on average half a second more. */
function aheadOf({ headers, askedAtMs, answeredAtMs }: AnswerFacts): number | undefined {
  const date = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(date) ? undefined : date + 500 - (askedAtMs + answeredAtMs) / 2
}
