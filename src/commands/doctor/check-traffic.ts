import { type Finding, findingsOf } from './finding.ts'
import { counted } from './in-words.ts'
import type { OtherBots, RateLimit } from './read-intercom.ts'

const bots = findingsOf('Other bots')
const rate = findingsOf('Rate limit')

/** Fin and Firstline would answer the same contact; workflows greet and route, which stops nothing. */
export function judgeBots({ looked, withFin, read, withOperator }: OtherBots): Finding {
  if (looked === 0) return bots.skipped('there are no conversations to look at yet')
  const operator =
    withOperator > 0
      ? `; Operator or a workflow wrote in ${withOperator} of the ${read} newest, which stops nothing`
      : ''
  if (withFin === 0) return bots.ok(`no Fin in ${inNewest(looked)}${operator}`)
  return bots.warn(
    `Fin took part in ${withFin} of ${inNewest(looked)}${operator}`,
    'Firstline is silent wherever Fin is at work. Take Fin off the channels that Firstline shall answer.',
  )
}

const inNewest = (looked: number): string => `the newest ${counted(looked, 'conversation')}`

/** A window lasts ten seconds, and all private apps share the calls of the workspace (Intercom docs, "Rate Limiting"). */
export function judgeRate(limit: RateLimit | undefined): Finding {
  if (!limit) return rate.skipped('Intercom did not tell')
  const found = `${limit.left.toLocaleString('en-US')} of ${counted(limit.limit, 'call')} left in this window`
  if (limit.left >= limit.limit / 10) return rate.ok(found)
  return rate.warn(found, 'Other apps use nearly all of them: see which, or ask Intercom for a higher limit.')
}
