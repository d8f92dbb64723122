import { type AdminId, type EntryId, partEntry, type TagId } from '../domain/ids.ts'
import type { PostResult } from './call.ts'
import { IntercomError } from './intercom-error.ts'
import { ConversationPayload, TagPayload } from './payloads.ts'

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

/**
 * The answer is the whole conversation, and the part that was just made its last one (OAS examples). Somebody else may
 * have written in the same moment, so that it has to be by our author, too; without one, we have to look.
 */
export function toWritten(result: PostResult, admin: AdminId): Written {
  if (result.kind !== 'done') return result
  const parsed = ConversationPayload.safeParse(result.body)
  const parts = parsed.data?.conversation_parts?.conversation_parts ?? []
  const own = parts.findLast(({ author }) => author?.type === 'admin' && String(author.id) === admin)
  if (own) return { kind: 'written', partId: partEntry(own.id) }
  return { kind: 'unknown', error: new IntercomError('POST reply', 200, 'answer_without_part') }
}
