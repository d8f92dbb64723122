import { type IntercomConfig, REGION_URLS, type Region } from '../config/parse-config.ts'
import { createIntercom } from './create-intercom.ts'
import { IntercomError } from './intercom-error.ts'

const PATIENCE = { attempts: 1, getTimeoutMs: 4_000 } as const

/**
 * Where a token is accepted that was refused where INTERCOM_REGION says. It is shown to Intercom's own addresses only:
 * never where the address was set by hand. `undefined`: nowhere, or nobody may ask.
 */
export async function findRegion({
  region,
  baseUrl,
  ...config
}: IntercomConfig): Promise<Region | undefined> {
  if (!region || baseUrl !== REGION_URLS[region]) return undefined
  const others = (['us', 'eu', 'au'] as const).filter((other) => other !== region)
  const found = await Promise.all(
    others.map(async (other) => {
      const there = createIntercom({ ...config, region: other, baseUrl: REGION_URLS[other] }, PATIENCE)
      return (await isAccepted(there.me)) ? [other] : []
    }),
  )
  return found.flat()[0]
}

async function isAccepted(me: () => Promise<unknown>): Promise<boolean> {
  try {
    await me()
    return true
  } catch (error) {
    if (error instanceof IntercomError) return false
    throw error
  }
}

/**
 * What to do when a workspace lives elsewhere than INTERCOM_REGION says, by what `GET /me` tells. Whether calls to
 * another region are routed is not documented; they may work, and stop to.
 */
export function regionAdvice(set: Region | undefined, told: string | undefined): string | undefined {
  const lives = told?.toLowerCase()
  if (!set || !lives || lives === set) return undefined
  return `The workspace's data is in ${lives}: set INTERCOM_REGION=${lives} (it is ${set} now).`
}
