import { and, asc, eq, gte, inArray, notExists, or, isNotNull, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { AppId, ConversationId, ConversationRef, TurnId } from '../domain/ids.ts'
import type { Db, Tx } from './db.ts'
import { keepable } from '../domain/keepable.ts'
import { ERASED } from './personal-text.ts'
import { modelCall } from './schema/model-calls.ts'
import { turn } from './schema/turns.ts'

/** `input` includes `cachedInput`. */
const TokenUsage = z.object({ input: z.number(), cachedInput: z.number(), output: z.number() }).readonly()
export type TokenUsage = z.infer<typeof TokenUsage>

const Message = z.object({ role: z.enum(['system', 'user']), content: z.string() }).readonly()
export type ModelMessage = z.infer<typeof Message>

/** A call as it begins. */
export type BegunCall = {
  readonly id: string
  readonly appId: AppId
  readonly conversationId?: ConversationId
  readonly turnId?: TurnId
  readonly token?: number
  readonly forgottenAt?: Date | null
  readonly prompt: string
  readonly promptHash: string
  readonly role: string
  readonly model: string
  readonly startedAt: Date
  /** Null: nothing of what is sent is kept. */
  readonly input: readonly ModelMessage[] | null
}

/** What became of it. */
export type EndedCall = {
  readonly outcome: string
  /** The messages of the last request, where they are not those it began with. */
  readonly input?: readonly ModelMessage[]
  readonly output: string | null
  readonly usage: TokenUsage | null
  readonly costUsd: number | null
  readonly httpRequests: number
  readonly latencyMs: number
}

const asJson = (input: readonly ModelMessage[]): string =>
  JSON.stringify(input.map(({ role, content }) => ({ role, content: keepable(content) })))

/**
 * Written before anything is sent: a crash leaves an `aborted` call behind, and an erasure that happens while the model
 * thinks finds the row. What was erased since it was read gets no row with a text any more.
 */
export async function beginModelCall(db: Db, begun: BegunCall): Promise<void> {
  const { input, token: _token, forgottenAt: _forgottenAt, ...call } = begun
  await db.insert(modelCall).values({
    ...call,
    input: input && sql`case when ${isErasedSince(begun)} then null else ${asJson(input)}::jsonb end`,
    outcome: 'aborted',
    httpRequests: 0,
    latencyMs: 0,
  })
}

/** The locks make an erasure that comes now wait, and find this row. */
function isErasedSince({ appId, token, forgottenAt, ...call }: BegunCall) {
  const conversationId = call.conversationId ?? null
  const isOvertaken = token === undefined ? sql`false` : sql`token <> ${token}`
  const isGone = sql`exists (select 1 from (
    select token, deleted_at from conversation where app_id = ${appId} and id = ${conversationId} for share) as held
    where deleted_at is not null or ${isOvertaken})`
  if (forgottenAt === undefined) return isGone
  return sql`${isGone} or (select max(forgotten_at) from (
    select forgotten_at from contact where app_id = ${appId} and id in (select contact_id from conversation_contact
      where app_id = ${appId} and conversation_id = ${conversationId}) order by id for share) as people)
    is distinct from ${forgottenAt?.toISOString() ?? null}::timestamptz`
}

/** What was erased in the meantime stays erased. */
export async function endModelCall(db: Db, id: string, ended: EndedCall): Promise<void> {
  const { input, output, ...rest } = ended
  const unlessErased = (value: unknown) => sql`case when input is null then null else ${value} end`
  await db
    .update(modelCall)
    .set({
      ...rest,
      output: unlessErased(sql`${output && keepable(output)}::text`),
      ...(input && { input: unlessErased(sql`${asJson(input)}::jsonb`) }),
    })
    .where(eq(modelCall.id, id))
}

/** US dollars; what is unknown counts nothing. */
export async function spentSince(db: Db, appId: AppId, since: Date): Promise<number> {
  const [row] = await db
    .select({ spent: sql<number>`coalesce(sum(${modelCall.costUsd}), 0)`.mapWith(Number) })
    .from(modelCall)
    .where(and(eq(modelCall.appId, appId), gte(modelCall.startedAt, since)))
  return row?.spent ?? 0
}

/** A call as it is kept; `input` and `output` are null once erased. */
export type ModelCall = {
  readonly id: string
  readonly turnId: string | null
  readonly prompt: string
  readonly promptHash: string
  readonly role: string
  readonly model: string
  readonly outcome: string
  readonly input: readonly ModelMessage[] | null
  readonly output: string | null
  readonly usage: TokenUsage | null
  readonly costUsd: number | null
  readonly httpRequests: number
  readonly latencyMs: number
  readonly startedAt: Date
}

/** Every call of these turns, oldest first. */
export async function readModelCalls(db: Db, turnIds: readonly string[]): Promise<readonly ModelCall[]> {
  if (turnIds.length === 0) return []
  const rows = await db
    .select()
    .from(modelCall)
    .where(inArray(modelCall.turnId, [...turnIds]))
    .orderBy(asc(modelCall.startedAt), asc(modelCall.id))
  return rows.map(({ appId: _app, conversationId: _conversation, input, usage, ...row }) => ({
    ...row,
    input: z.array(Message).nullable().parse(input),
    usage: TokenUsage.nullable().parse(usage),
  }))
}

export const eraseCallsOfTurns = (tx: Tx, turnIds: readonly string[]) =>
  tx
    .update(modelCall)
    .set(ERASED.modelCall)
    .where(inArray(modelCall.turnId, [...turnIds]))

const ofConversation = ({ appId, conversationId }: ConversationRef) =>
  and(eq(modelCall.appId, appId), eq(modelCall.conversationId, conversationId))

export const eraseCallsOfConversation = (tx: Tx, ref: ConversationRef) =>
  tx.update(modelCall).set(ERASED.modelCall).where(ofConversation(ref))

/** Calls that no recorded turn accounts for: of a turn that is under way, was overtaken, or that never was one. */
const isUnrecorded = (tx: Tx) =>
  notExists(tx.select({ one: sql`1` }).from(turn).where(eq(turn.id, modelCall.turnId)))

/** What a turn under way has read is not known yet, so that any of its calls may hold what is to be erased. */
export const eraseUnrecordedCalls = (tx: Tx, ref: ConversationRef) =>
  tx
    .update(modelCall)
    .set(ERASED.modelCall)
    .where(and(ofConversation(ref), or(isNull(modelCall.turnId), isUnrecorded(tx))))

/** Calls of turns that were overtaken: they led to nothing, and no erasure would find them by what they had read. */
export const eraseOvertakenCalls = (tx: Tx, ref: ConversationRef) =>
  tx
    .update(modelCall)
    .set(ERASED.modelCall)
    .where(and(ofConversation(ref), isNotNull(modelCall.turnId), isUnrecorded(tx)))
