import { z } from 'zod'
import { AdminId, ContactId, ConversationId, TagId, TeamId } from '../domain/ids.ts'

/*
 * What we read of Intercom's objects. Most fields are not required by its own description, ids wobble between
 * string and integer, and null stands for absent: so everything is read leniently and normalised once.
 */

/** A moment outside of what a date can hold counts as none. */
export const seconds = z
  .number()
  .min(0)
  .max(8_640_000_000_000)
  .transform((unix) => new Date(unix * 1000))
  .nullish()
  .catch(null)

/** As strict as a column of ours needs: printable, so that Postgres and our own keys can hold it. */
const entryId = z.union([z.string().regex(/^[\x21-\x7e]{1,200}$/), z.int()]).transform(String)

export const AuthorPayload = z.object({
  type: z.string().nullish(),
  id: z.union([z.string(), z.number()]).nullish(),
  email: z.string().nullish(),
  name: z.string().nullish().catch(null),
})
export type AuthorPayload = z.infer<typeof AuthorPayload>

/** 2.16 says 0 for "nobody", earlier versions null. */
export const assignee = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (value === 0 || value === '0' || value === null ? undefined : value),
    schema.optional(),
  )

export const PartPayload = z.object({
  id: entryId,
  part_type: z.string().nullish(),
  body: z.string().nullish(),
  author: AuthorPayload.nullish(),
  attachments: z.array(z.unknown()).nullish(),
  redacted: z.boolean().nullish(),
  created_at: seconds,
  assigned_to: z
    .object({ type: z.string().nullish(), id: z.union([z.string(), z.number()]).nullish() })
    .nullish(),
  /** Which program made the part through the API; null on many that one did make (reference: Intercom, 2.4). */
  app_package_code: z.string().nullish().catch(null),
  metadata: z.object({ quick_reply_options: z.array(z.unknown()).nullish() }).nullish(),
})
export type PartPayload = z.infer<typeof PartPayload>

export const SourcePayload = z.object({
  id: entryId.nullish().catch(null),
  type: z.string().nullish(),
  body: z.string().nullish(),
  author: AuthorPayload.nullish(),
  attachments: z.array(z.unknown()).nullish(),
  redacted: z.boolean().nullish(),
})

export const ConversationPayload = z.object({
  id: ConversationId,
  created_at: seconds,
  updated_at: seconds,
  waiting_since: seconds,
  snoozed_until: seconds,
  state: z.string().nullish(),
  open: z.boolean().nullish(),
  source: SourcePayload.nullish(),
  contacts: z.object({ contacts: z.array(z.object({ id: ContactId.nullish() })).nullish() }).nullish(),
  admin_assignee_id: assignee(AdminId),
  team_assignee_id: assignee(TeamId),
  ai_agent_participated: z.boolean().nullish(),
  ai_agent: z.object({ resolution_state: z.string().nullish() }).nullish(),
  statistics: z.object({ last_contact_reply_at: z.unknown().transform(statisticsTime) }).nullish(),
  tags: z
    .object({ tags: z.array(z.object({ id: TagId.nullish().catch(null) })).nullish() })
    .nullish()
    .catch(null),
  conversation_parts: z.object({ conversation_parts: z.array(PartPayload).nullish() }).nullish(),
})
export type ConversationPayload = z.infer<typeof ConversationPayload>

/** Unix seconds since 2.15, an ISO string before. */
function statisticsTime(value: unknown): Date | undefined {
  if (typeof value === 'number') return new Date(value * 1000)
  if (typeof value !== 'string') return undefined
  const time = new Date(value)
  return Number.isNaN(time.getTime()) ? undefined : time
}

export const MePayload = z.object({
  id: AdminId,
  name: z.string().nullish().catch(null),
  app: z.object({
    id_code: z.string().min(1),
    name: z.string().nullish(),
    /** `US`, `EU` or `AU`. */
    region: z.string().nullish().catch(null),
  }),
})
export type MePayload = z.infer<typeof MePayload>

/** A tag as it sits on a conversation, and the answer to putting it there (OpenAPI 2.16, tag). */
export const TagPayload = z.object({ id: TagId, name: z.string().nullish().catch(null) })
export const TagsPayload = z.object({ data: z.array(TagPayload) })
export type TagPayload = z.infer<typeof TagPayload>

export const SearchPayload = z.object({
  conversations: z.array(ConversationPayload),
  pages: z.object({ next: z.object({ starting_after: z.string().nullish() }).nullish() }).nullish(),
})

const Named = { name: z.string().nullish() }
const AdminPayload = z.object({
  id: AdminId,
  ...Named,
  has_inbox_seat: z.boolean().nullish().catch(null),
  away_mode_enabled: z.boolean().nullish().catch(null),
})
export const AdminsPayload = z.object({ admins: z.array(AdminPayload) })
export type AdminPayload = z.infer<typeof AdminPayload>

const TeamPayload = z.object({ id: TeamId, ...Named, admin_ids: z.array(AdminId).nullish().catch(null) })
export const TeamsPayload = z.object({ teams: z.array(TeamPayload) })
export type TeamPayload = z.infer<typeof TeamPayload>
