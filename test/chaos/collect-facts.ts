import { and, eq, isNotNull, like } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../../src/store/db.ts'
import { conversation, notification, part } from '../../src/store/schema/conversations.ts'
import { effect, turn } from '../../src/store/schema/turns.ts'
import type { FactCall, FactEntry, Facts } from './judge/facts.ts'

const Played = z.object({
  state: z.string(),
  tags: z.array(z.string()),
  entries: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      author: z.object({ type: z.string(), id: z.union([z.string(), z.number()]).nullable() }),
      body_text: z.string(),
      assigned_to: z.object({ id: z.string().nullable() }).nullable(),
      redacted: z.boolean(),
    }),
  ),
  calls: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('read'),
        at_ms: z.number(),
        entry_ids: z.array(z.string()),
        redacted_ids: z.array(z.string()),
        state: z.string(),
      }),
      z.object({ kind: z.literal('write'), at_ms: z.number(), entry_id: z.string() }),
    ]),
  ),
})
type Played = z.infer<typeof Played>

const StoredOutcome = z.object({ kind: z.string(), reason: z.string().optional() }).nullable()

export type Witness = {
  readonly sandboxUrl: string
  readonly botAdminId: string
  readonly appId: string
  /** The names of all tags by their ids; absent: there are none. */
  readonly tagNames?: Readonly<Record<string, string>>
  /** What contacts wrote, by the workspace's ids; absent: nothing was redacted that matters. */
  readonly said?: Readonly<Record<string, string>>
  readonly db: Db
}

/** Asks the workspace and the database what they know of one conversation. */
export async function collectFacts(witness: Witness, conversationId: string): Promise<Facts> {
  const { botAdminId, tagNames = {}, said = {} } = witness
  const played = await readPlayed(witness.sandboxUrl, conversationId)
  return {
    conversationId,
    botAdminId,
    tagNames,
    deleted: played === undefined,
    ...workspaceSide(played, botAdminId, said),
    ...(await ourSide(witness, conversationId)),
  }
}

/** Nothing, where the conversation was deleted. */
async function readPlayed(sandboxUrl: string, id: string): Promise<Played | undefined> {
  const response = await fetch(`${sandboxUrl}/play/conversations/${id}`)
  return response.status === 404 ? undefined : Played.parse(await response.json())
}

function workspaceSide(
  played: Played | undefined,
  botAdminId: string,
  said: Readonly<Record<string, string>>,
) {
  if (!played) return { state: 'deleted', entries: [], tags: [], calls: [] }
  const [source] = played.entries
  const keyOf = (id: string) => `${id === source?.id ? 'source' : 'part'}:${id}`
  const calls = played.calls.map(
    (call): FactCall =>
      call.kind === 'read'
        ? {
            kind: 'read',
            atMs: call.at_ms,
            entryIds: call.entry_ids.map(keyOf),
            redactedIds: call.redacted_ids.map(keyOf),
            state: call.state,
          }
        : { kind: 'write', atMs: call.at_ms, entryId: keyOf(call.entry_id) },
  )
  const entries = played.entries.map((entry): FactEntry => {
    const to = entry.assigned_to?.id
    return {
      id: keyOf(entry.id),
      who: whoIs(entry.author, botAdminId),
      what: entry.kind,
      text: (entry.redacted ? said[entry.id] : undefined) ?? entry.body_text,
      redacted: entry.redacted,
      ...(to && { assignedTo: to }),
    }
  })
  return { state: played.state, entries, tags: played.tags, calls }
}

function whoIs(author: Played['entries'][number]['author'], botAdminId: string): FactEntry['who'] {
  if (String(author.id) === botAdminId) return 'bot'
  if (author.type === 'admin') return 'teammate'
  return ['user', 'lead', 'contact'].includes(author.type) ? 'contact' : 'other'
}

async function ourSide({ db, appId }: Witness, conversationId: string) {
  const here = (table: typeof part | typeof effect | typeof turn | typeof notification) =>
    and(eq(table.appId, appId), eq(table.conversationId, conversationId))
  const read = await db
    .select({ id: part.id })
    .from(part)
    .where(and(here(part), isNotNull(part.readAt)))
  const told = await db
    .select({ ids: notification.entryIds })
    .from(notification)
    .where(and(here(notification), like(notification.topic, 'conversation.user.%')))
  const effects = await db
    .select()
    .from(effect)
    .where(here(effect))
    .orderBy(effect.createdAt, effect.position)
  const turns = await db.select().from(turn).where(here(turn)).orderBy(turn.startedAt)
  const [row] = await db
    .select()
    .from(conversation)
    .where(and(eq(conversation.appId, appId), eq(conversation.id, conversationId)))
  return {
    known: [...read.map(({ id }) => id), ...told.flatMap(({ ids }) => ids)],
    effects,
    turns: turns.map(({ asOf, state, endedBy, outcome }) => {
      const read = StoredOutcome.parse(outcome)
      return { asOf, state, endedBy, outcome: read?.kind ?? 'none', reason: read?.reason ?? null }
    }),
    ...(row && { row }),
  }
}
