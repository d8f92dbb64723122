import { z } from 'zod'
import { ContactId } from '../domain/ids.ts'
import { markForgotten, survivorOf } from '../store/contacts.ts'
import { ErasedCounts } from '../store/erase-conversation.ts'
import { add, eraseForgotten, NO_ERASURE } from '../store/erase-forgotten.ts'
import { createOperation } from './operation.ts'
import { ourWorkspace } from './our-workspace.ts'

const Forgotten = z.object({
  contact: z.string(),
  /** The contact that this one was merged into: it is the same person, and forgotten as well. */
  mergedInto: z.string().nullable(),
  /** Conversations in which something was erased. */
  conversations: z.int(),
  erased: ErasedCounts,
})
export type Forgotten = z.infer<typeof Forgotten>

/**
 * Erases what is kept of a contact, to the end, whatever else is due. Nobody in Intercom is asked or told. An id that
 * nobody has heard of is remembered, too: what arrives late is then not kept.
 */
export const contactForget = createOperation({
  name: 'contact-forget',
  facts: z.strictObject({ contact: ContactId }),
  result: Forgotten,
  run: async ({ db, config, log }, { contact }) => {
    const { appId } = await ourWorkspace(db, config)
    const mergedInto = await db.transaction((tx) => survivorOf(tx, appId, contact))
    const ids = [contact, ...(mergedInto ? [mergedInto] : [])]
    let erasure = NO_ERASURE
    for (const only of ids) {
      await db.transaction((tx) => markForgotten(tx, appId, only))
      erasure = add(erasure, await eraseForgotten(db, appId, { only }))
    }
    log.info({ contactId: contact, ...erasure }, 'contact forgotten')
    return { contact, mergedInto: mergedInto ?? null, ...erasure }
  },
})
