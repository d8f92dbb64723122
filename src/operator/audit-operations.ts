import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { AppId, ConversationId } from '../domain/ids.ts'
import { readAudit } from '../store/audit.ts'
import { conversation } from '../store/schema/conversations.ts'
import { matchesHead, verifyAudit } from '../store/verify-audit.ts'
import { createOperation } from './operation.ts'

/** Recomputes every chain and, where a head is given, compares with it. */
export const auditVerify = createOperation({
  name: 'audit-verify',
  facts: z.strictObject({ head: z.string().max(200).optional() }),
  result: z.object({
    chains: z.int(),
    events: z.int(),
    problems: z.array(
      z.object({
        appId: z.string(),
        conversationId: z.string(),
        seq: z.int(),
        problem: z.enum(['changed', 'missing_before', 'broken_link']),
      }),
    ),
    match: z.enum(['same', 'rewritten', 'malformed']).nullable(),
  }),
  run: async ({ db }, { head }) => {
    const { problems, ...counts } = await verifyAudit(db)
    const match = head === undefined ? null : await matchesHead(db, head)
    return { ...counts, problems: [...problems], match }
  },
})

/** The chain of one conversation; of the newest one where two workspaces use the same id. */
export const auditShow = createOperation({
  name: 'audit-show',
  facts: z.strictObject({ conversation: z.string().max(200) }),
  result: z.array(
    z.object({
      appId: z.string(),
      conversationId: z.string(),
      seq: z.int(),
      turnId: z.string().nullable(),
      kind: z.string(),
      facts: z.unknown(),
      at: z.string(),
      previousHash: z.string(),
      hash: z.string(),
    }),
  ),
  run: async ({ db }, { conversation: id }) => {
    const [row] = await db
      .select({ appId: conversation.appId })
      .from(conversation)
      .where(eq(conversation.id, id))
      .orderBy(desc(conversation.createdAt))
      .limit(1)
    if (!row) return []
    const ref = { appId: AppId.parse(row.appId), conversationId: ConversationId.parse(id) }
    return (await readAudit(db, ref)).map((event) => ({ ...event, at: event.at.toISOString() }))
  },
})
