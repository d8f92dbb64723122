import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { AppId, ConversationId, type ConversationRef, type EntryId, partEntry } from '../../src/domain/ids.ts'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { SENT_BY_TEST } from '../contract/watch-fetch.ts'
import { plantWords } from './overheard.ts'

const PlayedEntry = z.object({
  id: z.string(),
  kind: z.string(),
  author: z.object({ type: z.string(), id: z.union([z.string(), z.number()]).nullable() }),
  body_html: z.string().nullable(),
  body_text: z.string(),
  assigned_to: z.object({ type: z.string(), id: z.string().nullable() }).nullable(),
})
export type PlayedEntry = z.infer<typeof PlayedEntry>

const PlayState = z.object({
  conversations: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      team_assignee_id: z.string().nullable(),
      admin_assignee_id: z.string().nullable(),
      tags: z.array(z.string()),
      entries: z.array(PlayedEntry),
    }),
  ),
  deliveries: z.array(z.object({ conversation_id: z.string().nullable(), state: z.string() })),
  requests: z.record(z.string(), z.number()),
})
const Acted = z.object({ conversation_id: z.string(), entry_id: z.string().nullable() })
const Started = z.object({ conversation_id: z.string(), source_id: z.string() })

type Deliver = {
  readonly times?: number
  readonly delay_ms?: number
  readonly drop?: boolean
  readonly visible_after_ms?: number
}
type Written = {
  readonly body?: string
  readonly html?: string
  readonly attachments?: readonly { readonly name: string; readonly url: string }[]
  readonly deliver?: Deliver
  readonly created_at?: number
}
type Start = Written & {
  readonly contact_id?: string
  readonly channel?: 'chat' | 'email'
  readonly initiated_by_admin?: string
  readonly assign_on_arrival?: Assignee
}
export type Assignee = { readonly type: 'admin' | 'team'; readonly id: string }
type Riding = { readonly close: true } | { readonly assign: Assignee }
type AdminWritten = Written & { readonly kind?: 'comment' | 'note'; readonly with?: Riding }

/** One thing that goes wrong with this conversation's API calls; see the sandbox's faults. */
export type Trouble = {
  /** A close goes the way of an assignment. */
  readonly call: 'read' | 'write' | 'assign' | 'tag'
  readonly times?: number
  readonly status?: number
  readonly effect?: 'none' | 'done'
  readonly timeout?: 'before' | 'after'
  readonly delay_ms?: number
  readonly late_ms?: number
  readonly race?: {
    readonly moment: 'before' | 'after'
    readonly act: string
    readonly body: Readonly<Record<string, unknown>>
  }
  /** A page instead of an answer. */
  readonly body_html?: string
}

/** A picture, which the bot cannot read. */
export const PICTURE = { name: 'screen.png', url: 'https://downloads.intercomcdn.com/i/1.png' } as const

/** The people of the sandbox, by the names the stories use. */
export function castOf(sandbox: Sandbox) {
  const admin = (name: string) => idOf(sandbox.admins, name)
  const team = (name: string) => ({ type: 'team', id: idOf(sandbox.teams, name) }) as const
  return {
    maya: admin('Maya'),
    tom: admin('Tom'),
    bot: sandbox.botAdminId,
    toBot: { type: 'admin', id: sandbox.botAdminId } as const,
    toMaya: { type: 'admin', id: admin('Maya') } as const,
    toTom: { type: 'admin', id: admin('Tom') } as const,
    toSupport: team('Support'),
    toBilling: team('Billing'),
    toBotTeam: team('Bot'),
    contact: idOf(sandbox.contacts, 'Priya'),
    others: sandbox.contacts.filter(({ name }) => !name?.startsWith('Priya')).map(({ id }) => id),
  }
}
export type Cast = ReturnType<typeof castOf>

const idOf = (
  people: readonly { readonly id: string; readonly name: string | null }[],
  name: string,
): string => {
  const found = people.find((person) => person.name?.startsWith(name))
  if (!found) throw new Error(`the sandbox knows no ${name}`)
  return found.id
}

const Worded = z.object({ body: z.string() })

const post = async (sandbox: Sandbox, path: string, body: unknown): Promise<unknown> => {
  // At once: it may be redacted or deleted before the test ends.
  plantWords(Worded.safeParse(body).data?.body ?? '')
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${sandbox.url}/play${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`the sandbox refused ${path}: ${await response.text()}`)
  return response.json()
}

/** What the sandbox knows: the judge of what a contact saw. */
export const playState = async (sandbox: Sandbox) =>
  PlayState.parse(await (await fetch(`${sandbox.url}/play/state`)).json())

/** How often the API was asked to change something. */
export async function countWrites(sandbox: Sandbox): Promise<number> {
  const { requests } = await playState(sandbox)
  return Object.entries(requests)
    .filter(([call]) => !call.startsWith('GET ') && call !== 'POST /conversations/search')
    .reduce((sum, [, times]) => sum + times, 0)
}

/** A contact comes to an end; resolves once every webhook of the workspace that is about no conversation is through. */
export async function endContact(
  sandbox: Sandbox,
  contactId: string,
  how: 'delete' | 'archive' | { readonly mergeInto: string },
  deliver: Deliver = {},
): Promise<void> {
  const [act, body] =
    typeof how === 'string' ? [how, { deliver }] : ['merge', { deliver, into: how.mergeInto }]
  await post(sandbox, `/contacts/${contactId}/${act}`, body)
  await until('the end of a contact is heard', async () =>
    (await playState(sandbox)).deliveries.every(
      (one) => one.conversation_id !== null || one.state !== 'waiting',
    ),
  )
}

/** A conversation starts: the contact's first message, unless told otherwise. */
export async function startTalk(sandbox: Sandbox, start: string | Start) {
  const cast = castOf(sandbox)
  const body = typeof start === 'string' ? { body: start } : start
  const started = Started.parse(await post(sandbox, '/conversations', { contact_id: cast.contact, ...body }))
  return createTalk(sandbox, started.conversation_id, started.source_id)
}

export type Talk = Awaited<ReturnType<typeof startTalk>>

/** One conversation: what people do in it, and what stands in it. */
function createTalk(sandbox: Sandbox, id: string, sourceId: string) {
  const cast = castOf(sandbox)
  const ref: ConversationRef = {
    appId: AppId.parse(sandbox.appId),
    conversationId: ConversationId.parse(id),
  }
  const act = async (name: string, body: unknown): Promise<string> =>
    Acted.parse(await post(sandbox, `/conversations/${id}/${name}`, body)).entry_id ?? ''
  const find = async () => (await playState(sandbox)).conversations.find((one) => one.id === id)
  const entries = async () => (await find())?.entries ?? []
  const api = (path: string, body: unknown) =>
    fetch(`${sandbox.url}/conversations/${id}/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandbox.accessToken}`,
        'content-type': 'application/json',
        ...SENT_BY_TEST,
      },
      body: JSON.stringify(body),
    })
  return {
    id,
    ref,
    sourceId,
    contact: (written: string | Written) =>
      act('contact', typeof written === 'string' ? { body: written } : written),
    teammate: (body: string, more: AdminWritten = {}, admin: string = cast.maya) =>
      act('admin', { admin_id: admin, body, ...more }),
    assign: (to: Assignee, by: string | 'workflow' = cast.maya, more: { readonly deliver?: Deliver } = {}) =>
      act('assign', { ...to, ...(by !== 'workflow' && { by_admin_id: by }), ...more }),
    close: (by: string = cast.maya) => act('close', { by_admin_id: by }),
    snooze: (by: string = cast.maya) => act('snooze', { by_admin_id: by }),
    fin: (body?: string, state?: 'escalated' | 'confirmed_resolution') =>
      act('fin', { ...(body && { body }), ...(state && { resolution_state: state }) }),
    /** A teammate makes a ticket of it; from now on every entry is announced twice. */
    convert: () => act('convert', {}),
    redact: (entryId: string, deliver: Deliver = {}) => act('redact', { entry_id: entryId, deliver }),
    remove: (deliver: Deliver = {}) => act('delete', { deliver }),
    /** Another program writes a note with this admin's id. */
    programNote: (admin: string, body: string) =>
      api('reply', { message_type: 'note', type: 'admin', admin_id: admin, body }),
    trouble: (...troubles: readonly Trouble[]) =>
      post(sandbox, '/faults', { faults: troubles.map((trouble) => toFault(id, trouble)) }),
    /** Nothing goes wrong any more, in no conversation. */
    calm: () => fetch(`${sandbox.url}/play/faults`, { method: 'DELETE' }),
    /** What was asked of the sandbox's API so far, in any conversation. */
    requests: async () => (await playState(sandbox)).requests,
    entries,
    state: find,
    /** Everything in order, as `<who> <what>`: `contact source`, `bot comment`, `bot assignment to Support`. */
    story: async () => (await entries()).map((entry) => inWords(sandbox, entry)),
    /** What the bot's id wrote for the contact to see, as plain text. */
    replies: async () =>
      (await entries())
        .filter((entry) => isBots(sandbox, entry) && entry.kind === 'comment')
        .map((entry) => entry.body_text),
    notes: async () =>
      (await entries())
        .filter((entry) => isBots(sandbox, entry) && entry.kind === 'note')
        .map((entry) => entry.body_text),
    /** Every webhook of this conversation has been delivered or given up. */
    isDelivered: async () =>
      (await playState(sandbox)).deliveries.every(
        (one) => one.conversation_id !== id || one.state !== 'waiting',
      ),
  }
}

export const partId = (id: string): EntryId => partEntry(id)

function toFault(id: string, { call, times, ...trouble }: Trouble) {
  const method = call === 'read' ? 'GET' : 'POST'
  const path = { read: '', write: '/reply', assign: '/parts', tag: '/tags' }[call]
  return { match: { method, path: `^/conversations/${id}${path}$`, ...(times && { times }) }, ...trouble }
}

const isBots = (sandbox: Sandbox, { author }: PlayedEntry): boolean =>
  String(author.id) === sandbox.botAdminId

function inWords(sandbox: Sandbox, entry: PlayedEntry): string {
  const { kind, author, assigned_to: to } = entry
  const admin = sandbox.admins.find((one) => one.id === String(author.id))
  const byAdmin = isBots(sandbox, entry) ? 'bot' : admin?.name.split(' ')[0]?.toLowerCase()
  const who = byAdmin ?? (author.type === 'bot' ? 'operator' : 'contact')
  const assignee = [...sandbox.teams, ...sandbox.admins].find((one) => one.id === to?.id)
  return `${who} ${kind}${assignee ? ` to ${assignee.name}` : ''}`
}

const LONGEST_WAIT_MS = 45_000
const LOOK_EVERY_MS = 15

/** Waits until a condition holds. */
export async function until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = Date.now() + LONGEST_WAIT_MS
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`gave up waiting: ${what}`)
    await wait(LOOK_EVERY_MS)
  }
}
