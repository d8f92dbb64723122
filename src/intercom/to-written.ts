import type { EntryKind } from '../domain/conversation.ts'
import { type AdminId, type EntryId, partEntry, type TagId } from '../domain/ids.ts'
import type { PostResult } from './call.ts'
import { IntercomError } from './intercom-error.ts'
import { ConversationPayload, type PartPayload, TagPayload } from './payloads.ts'
import { kindOf } from './to-conversation.ts'

/** What became of something we tried to write; a tag makes no part. */
export type Written =
  | { readonly kind: 'written'; readonly partId: EntryId | null }
  | { readonly kind: 'refused'; readonly error: IntercomError }
  | { readonly kind: 'unknown'; readonly error: IntercomError }

/** The answer is the tag; without it, we have to look whether it is there. */
export function toTagged(result: PostResult, tag: TagId): Written {
  if (result.kind !== 'done') return result
  if (TagPayload.safeParse(result.body).data?.id === tag) return { kind: 'written', partId: null }
  return { kind: 'unknown', error: new IntercomError('POST tags', 200, 'answer_without_tag') }
}

/** What was to be made: parts that it may have become, and for a state whether the answer shows it. */
export type Wanted = {
  readonly kinds: readonly EntryKind[]
  readonly isSo?: (answer: ConversationPayload) => boolean
}

/**
 * The answer is the whole conversation, and the part that was just made its last one (OAS examples). Somebody else may
 * have written in the same moment, another program in the bot's name, too: so it has to be by our author and of the right
 * sort. Without one, we have to look; what is a state may stand there without a part.
 */
export function toWritten(result: PostResult, admin: AdminId, { kinds, isSo }: Wanted): Written {
  if (result.kind !== 'done') return result
  const answer = ConversationPayload.safeParse(result.body).data
  const parts = answer?.conversation_parts?.conversation_parts ?? []
  const isOurs = ({ author, part_type: type }: PartPayload) =>
    author?.type === 'admin' && String(author.id) === admin && (!type || kinds.includes(kindOf(type)))
  const own = parts.findLast(isOurs)
  if (own) return { kind: 'written', partId: partEntry(own.id) }
  if (answer && isSo?.(answer)) return { kind: 'written', partId: null }
  return { kind: 'unknown', error: new IntercomError('POST reply', 200, 'answer_without_part') }
}
