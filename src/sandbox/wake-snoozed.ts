import { setState } from './changes/set-state.ts'
import { NOTHING_WRITTEN } from './changes/writing.ts'
import type { Workspace } from './create-workspace.ts'

// The longest a timer can wait; whoever snoozes for longer than 24 days wakes with the next start, that is: never.
const MAX_DELAY_MS = 2 ** 31 - 1

/**
 * Opens a snoozed conversation when its time has come, unless something else woke it. Answers a function that stops
 * all of it.
 */
export const wakeSnoozed = (workspace: Workspace): (() => void) => {
  const timers = new Map<string, NodeJS.Timeout>()
  const wake = (id: string, untilS: number) => {
    const conversation = workspace.find(id)
    if (conversation?.state !== 'snoozed' || conversation.snoozedUntil !== untilS) return
    const to = { kind: 'open', by: { kind: 'workflow' }, writing: NOTHING_WRITTEN } as const
    workspace.apply(setState(conversation, to, workspace.stamp()))
  }
  const leave = workspace.listen(({ change: { conversation } }) => {
    const { id, snoozedUntil } = conversation
    clearTimeout(timers.get(id))
    if (snoozedUntil === null) return
    const delayMs = Math.min(Math.max(snoozedUntil * 1000 - workspace.now(), 0), MAX_DELAY_MS)
    timers.set(id, setTimeout(() => wake(id, snoozedUntil), delayMs).unref())
  })
  return () => {
    leave()
    for (const timer of timers.values()) clearTimeout(timer)
  }
}
