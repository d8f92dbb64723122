import { z } from 'zod'

/**
 * Intercom ids arrive as strings or integers, depending on the field and the API version; here they are
 * always strings, and branded so that a team's id is never passed where a teammate's is meant.
 */
const expected = 'expected an id without blanks, for example 814860'
const id = z
  .union([z.string().regex(/^[\x21-\x7e]{1,200}$/, expected), z.int(expected)], expected)
  .transform(String)

export const AppId = id.brand<'AppId'>()
export type AppId = z.infer<typeof AppId>

export const ConversationId = id.brand<'ConversationId'>()
export type ConversationId = z.infer<typeof ConversationId>

export const ContactId = id.brand<'ContactId'>()
export type ContactId = z.infer<typeof ContactId>

export const AdminId = id.brand<'AdminId'>()
export type AdminId = z.infer<typeof AdminId>

export const TeamId = id.brand<'TeamId'>()
export type TeamId = z.infer<typeof TeamId>

export const TagId = id.brand<'TagId'>()
export type TagId = z.infer<typeof TagId>

/** A conversation of one workspace: ids are not unique across workspaces. */
export type ConversationRef = { readonly appId: AppId; readonly conversationId: ConversationId }

/** One entry of a conversation: `source:<id>` for the first message, `part:<id>` for everything after it. */
export const EntryId = z
  .string()
  .regex(/^(source|part):.+$/)
  .brand<'EntryId'>()
export type EntryId = z.infer<typeof EntryId>

export const sourceEntry = (sourceId: string): EntryId => EntryId.parse(`source:${sourceId}`)
export const partEntry = (partId: string): EntryId => EntryId.parse(`part:${partId}`)

/** Firstline's own turn, a uuid. */
export const TurnId = z.uuid().brand<'TurnId'>()
export type TurnId = z.infer<typeof TurnId>

/** One version of one chunk of one article; never reused, so that evidence stays readable. */
export const ChunkId = z.string().min(1).brand<'ChunkId'>()
export type ChunkId = z.infer<typeof ChunkId>
