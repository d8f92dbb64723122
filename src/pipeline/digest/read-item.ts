import type { OwnIdentity } from '../../decision/own-identity.ts'
import { readSituation } from '../../decision/read-situation.ts'
import { type Conversation, forgetUntil } from '../../domain/conversation.ts'
import type { DigestItem, UnreadConversation } from '../../domain/digest.ts'
import type { AppId, ConversationId } from '../../domain/ids.ts'
import type { Intercom } from '../../intercom/create-intercom.ts'
import type { People } from '../../intercom/read-people.ts'
import { IntercomError } from '../../intercom/intercom-error.ts'
import { rememberContacts } from '../../store/contacts.ts'
import type { Db } from '../../store/db.ts'
import type { NewItem } from '../../store/digests.ts'
import { boundParts, hasUnknownDelivery } from '../../store/conversation-effects.ts'
import { judgements } from '../../store/judgements.ts'
import type { createSummarise } from './create-summarise.ts'
import { lookAt } from './look-at.ts'

export type ReadItemDeps = {
  readonly db: Db
  readonly intercom: Pick<Intercom, 'readConversation'>
  readonly appId: AppId
  readonly identity: OwnIdentity
  readonly people: People
  readonly summarise: ReturnType<typeof createSummarise>
  readonly now: Date
}

/** What became of one conversation that search had found. */
export type ReadItem =
  | { readonly kind: 'item'; readonly new: NewItem }
  /** Closed, asleep or deleted meanwhile. */
  | { readonly kind: 'resolved' }
  | { readonly kind: 'thanked' }
  | { readonly kind: 'unread'; readonly unread: UnreadConversation }

/** Reads, judges and summarises one conversation. What cannot be read is named, never dropped. */
export const createReadItem =
  (deps: ReadItemDeps) =>
  async (conversationId: ConversationId): Promise<ReadItem> => {
    try {
      const conversation = await deps.intercom.readConversation(conversationId)
      return conversation ? await toItem(deps, conversation) : { kind: 'resolved' }
    } catch (error) {
      // Anything else is a mistake of ours, which a summary must not hide.
      if (!(error instanceof IntercomError)) throw error
      return { kind: 'unread', unread: { conversationId, because: error.code } }
    }
  }

async function toItem(deps: ReadItemDeps, whole: Conversation): Promise<ReadItem> {
  const { db, appId, identity, people, now, summarise } = deps
  const ref = { appId, conversationId: whole.id }
  // Its contacts are known before anything is kept, so that whoever forgets one of them finds it.
  const forgottenAt = await db.transaction((tx) => rememberContacts(tx, ref, whole.contactIds))
  const conversation = forgetUntil(whole, forgottenAt)
  const bound = await boundParts(db, ref)
  const { unanswered, handBack } = readSituation(conversation, bound, identity)
  const deliveryUnknown = await hasUnknownDelivery(db, ref, {
    unanswered: unanswered.map(({ id }) => id),
    handBack,
  })
  const judged = await judgements(db, ref)
  const look = lookAt({ conversation, bound, judged, deliveryUnknown, people, identity, now })
  if (look.kind !== 'unresolved') return look
  const { looked } = look
  const item: DigestItem = {
    conversationId: conversation.id,
    contactName: conversation.contactName ?? null,
    state: looked.unresolved.state,
    waitingSince: looked.waitingSince,
    owner: looked.unresolved.owner,
    urgencies: [...looked.urgencies],
    first: false,
    ...(await summarise(looked, { bound, forgottenAt })),
  }
  const read = conversation.entries.filter(({ redacted }) => !redacted).map(({ id }) => id)
  return { kind: 'item', new: { item, read, forgottenAt } }
}
