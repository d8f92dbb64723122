import type { Tx } from './db.ts'
import { notification } from './schema/conversations.ts'

export type NotificationRow = {
  readonly appId: string
  readonly id: string
  readonly topic: string
  readonly conversationId?: string
  readonly entryIds: readonly string[]
  readonly createdAt: Date
  readonly attempt: number
}

/** Stores a notification; `false` when it had been stored before. */
export async function addNotification(tx: Tx, row: NotificationRow): Promise<boolean> {
  const added = await tx
    .insert(notification)
    .values({ ...row, entryIds: [...row.entryIds] })
    .onConflictDoNothing()
    .returning({ id: notification.id })
  return added.length > 0
}
