/**
 * Who waits for a call to Intercom, the most urgent first. While the allowance runs low, the lanes below wait for those
 * above.
 * - `reply`: a contact waits for an answer
 * - `hand_off`: a contact waits for a person
 * - `note`: a teammate waits, for a suggestion or before a page of the console
 * - `turn`: a contact waits, and a turn begins: those that are under way come to their end first
 * - `sync`: looking for what nobody told us of
 * - `digest`: the nightly summary
 */
export const LANES = ['reply', 'hand_off', 'note', 'turn', 'sync', 'digest'] as const
export type Lane = (typeof LANES)[number]
