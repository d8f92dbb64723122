import type { IntercomConfig } from '../../config/parse-config.ts'
import type { Me } from '../../intercom/read-people.ts'
import { regionAdvice } from '../../intercom/find-region.ts'
import { type IntercomError, isForeign } from '../../intercom/intercom-error.ts'
import { type Finding, findingsOf } from './finding.ts'
import type { IntercomReading, Read } from './read-intercom.ts'

const { ok, fail } = findingsOf('Intercom')
const region = findingsOf('Region')
const version = findingsOf('API version')
const permissions = findingsOf('Permissions')

/** The token, and what it opens. */
export function judgeIntercom(config: IntercomConfig, reading: IntercomReading): readonly Finding[] {
  const { me } = reading
  if (me.kind === 'not_asked') return []
  if (me.kind === 'failed') return [fail(whatFailed(me.error), fixOf(me.error, reading, config))]
  const { appName, appId, adminName, adminId } = me.value
  const whose = adminName ? `${adminName} (${adminId})` : adminId
  return [
    ok(`workspace ${appName ?? 'without a name'} (${appId}); the token is ${whose}'s`),
    judgeRegion(config, me.value),
    judgeVersion(config),
    ...judgePermissions(reading),
  ]
}

const whatFailed = ({ status, code }: IntercomError): string => {
  if (status === 0) return `no answer (${code})`
  if (isForeign({ status, code })) return `HTTP ${status}, and the answer is not one of Intercom's API`
  return status === 401 ? `the token is refused (HTTP 401, ${code})` : `HTTP ${status} (${code})`
}

/** What can be put right is said in the words of readyz; the rest is about this one call. */
function fixOf(
  { status, advice }: IntercomError,
  { worksIn }: IntercomReading,
  { region }: IntercomConfig,
): string {
  const elsewhere = regionAdvice(region, worksIn)
  if (elsewhere) return elsewhere
  if (advice) return advice
  if (status === 0) {
    return 'Check the network of this machine, INTERCOM_BASE_URL (leave it unset for Intercom itself), and proxies between.'
  }
  if (status === 429) return 'Wait a minute: other apps have used up the calls of this workspace.'
  if (status === 400 || status === 406) {
    return 'Check INTERCOM_API_VERSION: 2.16 is what Firstline is made for.'
  }
  if (status < 500) return 'Check INTERCOM_BASE_URL (leave it unset for Intercom itself).'
  return 'Intercom has a problem of its own: look at www.intercomstatus.com, then try again.'
}

/** `GET /me` tells where the workspace lives; calls to another region may be routed there or not (UNCONFIRMED). */
function judgeRegion({ region: set }: IntercomConfig, { region: told }: Me): Finding {
  if (!told) return region.skipped('Intercom does not say where the workspace lives')
  const lives = told.toLowerCase()
  if (!set) return region.ok(`${lives}; not compared, for INTERCOM_BASE_URL sets the address`)
  const elsewhere = regionAdvice(set, told)
  if (!elsewhere) return region.ok(`${lives}, as INTERCOM_REGION says`)
  return region.fail(`the workspace lives in ${lives}, but calls go to ${set}`, elsewhere)
}

const MADE_FOR = '2.16'

/** The header rules calls; webhooks follow the version that is set in the Developer Hub, which no call tells. */
function judgeVersion({ apiVersion }: IntercomConfig): Finding {
  const found = `calls ask for ${apiVersion}; what webhooks follow, only the Developer Hub shows`
  if (apiVersion === MADE_FOR) return version.ok(found)
  const fix = `Firstline is made for ${MADE_FOR}: unset INTERCOM_API_VERSION, and set ${MADE_FOR} in the Developer Hub.`
  return version.warn(found, fix)
}

const NEEDED = [
  ['admins', 'Read admins', 'teammates'],
  ['teams', 'Read admins', 'teams'],
  ['bots', 'Read conversations', 'conversations'],
] as const

function judgePermissions(reading: IntercomReading): readonly Finding[] {
  const refused = NEEDED.flatMap(([call, scope, what]) => judgeCall(reading[call], scope, what))
  if (refused.length > 0) return refused
  return [permissions.ok('teammates, teams and conversations can be read; writing is not tried')]
}

function judgeCall(answer: Read<unknown>, scope: string, what: string): readonly Finding[] {
  if (answer.kind !== 'failed') return []
  const found = `${what} cannot be read: ${whatFailed(answer.error)}`
  return [permissions.fail(found, scopeAdvice(answer.error, scope))]
}

/** What to do about a call that is refused although the token is accepted: most often its permission is missing. */
export function scopeAdvice({ status, code, advice }: IntercomError, scope: string): string {
  const isScope =
    [401, 403].includes(status) && code !== 'api_plan_restricted' && !isForeign({ status, code })
  if (isScope)
    return `Give the app "${scope}" in the Developer Hub, Authentication, then copy the new access token.`
  return advice || 'Run doctor again in a minute.'
}
