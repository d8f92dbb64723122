import { createHash } from 'node:crypto'
import type { AppId, ContactId } from '../domain/ids.ts'
import { type Mode, moreCautious } from '../domain/mode.ts'
import type { Pilot } from '../domain/policy.ts'

/** Everybody who would read an answer must be in the pilot; where nobody is known, nobody is. No pilot: all are in. */
export const isInPilot = (pilot: Pilot | undefined, contacts: readonly ContactId[]): boolean =>
  pilot === undefined || (contacts.length > 0 && contacts.every((contact) => isIn(pilot, contact)))

/** Outside the pilot a turn is thought through and judged, and nothing is written. */
export const withinPilot = (mode: Mode, inPilot: boolean): Mode =>
  inPilot ? mode : moreCautious(mode, 'shadow')

const isIn = ({ appId, contacts, share }: Pilot, contact: ContactId): boolean =>
  contacts.includes(contact) || placeOf(appId, contact) < share

const PLACE_BYTES = 6

/**
 * A contact's place in the line, from 0 to just below 1. It hangs on nothing but the two ids, so that it is the same
 * after a restart and in every instance, and a growing share only ever adds people.
 */
function placeOf(appId: AppId, contact: ContactId): number {
  // Ids hold no blanks, so that no two pairs read the same.
  const hash = createHash('sha256').update(`${appId} ${contact}`).digest()
  return hash.readUIntBE(0, PLACE_BYTES) / 2 ** (8 * PLACE_BYTES)
}
