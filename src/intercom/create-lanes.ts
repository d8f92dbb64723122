import type { Lane } from '../domain/lane.ts'
import type { Intercom, IntercomFor } from './create-intercom.ts'

/** A client for each lane: the same workspace, but calls for less urgent things are held back earlier. */
export function createLanes(create: (lane: Lane) => Intercom): IntercomFor {
  const clients: Readonly<Record<Lane, Intercom>> = {
    reply: create('reply'),
    hand_off: create('hand_off'),
    note: create('note'),
    turn: create('turn'),
    sync: create('sync'),
    digest: create('digest'),
  }
  return (lane) => clients[lane]
}
