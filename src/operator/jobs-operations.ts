import { z } from 'zod'
import type { AppId } from '../domain/ids.ts'
import { type DeadTurn, forgetDeadTurns, readDeadTurns } from '../queue/dead-turns.ts'
import { makeDue } from '../store/conversations.ts'
import { createOperation, OperationRefusedError } from './operation.ts'
import { ourWorkspace } from './our-workspace.ts'

const Dead = z.object({
  id: z.string(),
  conversationId: z.string(),
  diedAt: z.string(),
  attempts: z.number(),
  problem: z.string(),
  /** `tried_again`: whole, once what was away is back. `handed_off`: as soon as the conversation can take a note. */
  next: z.enum(['tried_again', 'handed_off']),
})
export type Dead = z.infer<typeof Dead>

/** The turns that have used up their attempts, oldest first. */
export const jobsDead = createOperation({
  name: 'jobs-dead',
  facts: z.strictObject({}),
  result: z.array(Dead),
  run: async ({ db, config }) => {
    const { appId } = await ourWorkspace(db, config)
    return (await readDeadTurns(db, appId)).map(toDead)
  },
})

/** Starts a turn anew; the running service takes it up within two seconds. */
export const jobsRetry = createOperation({
  name: 'jobs-retry',
  facts: z.strictObject({ id: z.string() }),
  result: z.object({ conversationId: z.string(), waits: z.boolean() }),
  run: async ({ db, config, log }, { id }) => {
    const { appId } = await ourWorkspace(db, config)
    const { conversationId } = findDead(id, await readDeadTurns(db, appId), appId)
    const waits = await db.transaction(async (tx) => {
      const due = await makeDue(tx, { appId, conversationId })
      await forgetDeadTurns(tx, { appId, conversationId })
      return due
    })
    log.info({ conversationId }, 'a dead turn is tried again')
    return { conversationId, waits }
  },
})

const toDead = ({ id, conversationId, diedAt, attempts, problem, isOutage }: DeadTurn): Dead => ({
  id,
  conversationId,
  diedAt: diedAt.toISOString(),
  attempts,
  problem,
  next: isOutage ? 'tried_again' : 'handed_off',
})

function findDead(id: string, dead: readonly DeadTurn[], appId: AppId): DeadTurn {
  const found = dead.find((one) => one.id === id || one.conversationId === id)
  if (found) return found
  throw new OperationRefusedError(
    `No dead turn "${id}" in workspace ${appId}. "firstline jobs dead" lists them, by their own id and by that of the conversation; either will do.`,
  )
}
