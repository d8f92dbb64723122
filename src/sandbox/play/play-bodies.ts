import { z } from 'zod'
import { Delivery } from '../delivery.ts'

const PlayAttachment = z.strictObject({
  name: z.string().min(1),
  url: z.url(),
  content_type: z.string().default('image/png'),
})

const AssigneeRef = z.strictObject({
  type: z.enum(['admin', 'team']),
  /** "0" takes that kind of assignee away. */
  id: z.string(),
})

const writing = {
  /** Plain text, as a person types it. May be empty beside an attachment. */
  body: z.string().default(''),
  /** The stored HTML as it is, instead of `body`: for inline images and oddities. */
  html: z.string().optional(),
  attachments: z.array(PlayAttachment).default([]),
}

const common = {
  deliver: Delivery.default({}),
  /** Unix seconds, to make something that happened earlier. */
  created_at: z.int().positive().optional(),
}

/** Somebody starts a conversation. */
export const StartBody = z.strictObject({
  ...writing,
  ...common,
  contact_id: z.string(),
  channel: z.enum(['chat', 'email']).default('chat'),
  /** A teammate writes first, to this contact. */
  initiated_by_admin: z.string().optional(),
  /** A workflow assigns the conversation as soon as it arrives. */
  assign_on_arrival: AssigneeRef.optional(),
})

/** A contact writes on; without contact_id the one the conversation belongs to. */
export const ContactBody = z.strictObject({ ...writing, ...common, contact_id: z.string().optional() })

/** A teammate writes in the inbox; with `with`, the text rides on that part and no comment is made. */
export const AdminBody = z
  .strictObject({
    ...writing,
    ...common,
    admin_id: z.string(),
    kind: z.enum(['comment', 'note']).default('comment'),
    with: z
      .union([z.strictObject({ close: z.literal(true) }), z.strictObject({ assign: AssigneeRef })])
      .optional(),
  })
  .refine(
    (body) => body.kind === 'comment' || body.with === undefined,
    'a note rides on nothing: leave out "with"',
  )

/** Somebody assigns; without by_admin_id a workflow does. */
export const AssignBody = z.strictObject({
  ...common,
  ...AssigneeRef.shape,
  by_admin_id: z.string().optional(),
})

/** Somebody closes or opens; without by_admin_id a workflow does. */
export const StateBody = z.strictObject({ ...common, by_admin_id: z.string().optional() })

/** A teammate snoozes; for an hour unless told otherwise. */
export const SnoozeBody = z.strictObject({
  ...common,
  by_admin_id: z.string().optional(),
  /** Unix seconds. */
  snoozed_until: z.int().positive().optional(),
})

/** A teammate makes a customer ticket of it. */
export const ConvertBody = z.strictObject({ deliver: Delivery.default({}) })

/** Somebody deletes a conversation or a contact, or archives one. */
export const DeleteBody = z.strictObject({ deliver: Delivery.default({}) })
export type DeleteBody = z.infer<typeof DeleteBody>

/** A contact becomes one with another, who stays. */
export const MergeBody = z.strictObject({ deliver: Delivery.default({}), into: z.string() })

/** Somebody redacts one entry, the first message included. */
export const RedactBody = z.strictObject({ deliver: Delivery.default({}), entry_id: z.string() })

/** Fin takes part, and answers if there is a body. */
export const FinBody = z.strictObject({
  ...common,
  body: z.string().optional(),
  resolution_state: z
    .enum([
      'assumed_resolution',
      'confirmed_resolution',
      'escalated',
      'negative_feedback',
      'procedure_handoff',
    ])
    .nullable()
    .default(null),
})
