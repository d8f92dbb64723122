import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** What the demo looks at of the sandbox's state. */
const PlayState = z.object({
  conversations: z.array(
    z.object({
      id: z.string(),
      team_assignee_id: z.string().nullable(),
      admin_assignee_id: z.string().nullable(),
      entries: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          author: z.object({
            type: z.string(),
            id: z.union([z.string(), z.number()]).nullable(),
            name: z.string().nullish(),
          }),
          body_html: z.string().nullable(),
          body_text: z.string(),
          attachments: z.array(z.object({ name: z.string() })),
          assigned_to: z.object({ type: z.string(), id: z.string() }).nullish(),
        }),
      ),
    }),
  ),
  deliveries: z.array(z.object({ conversation_id: z.string().nullish(), state: z.string() })),
  faults: z.array(z.object({ match: z.object({ path: z.string().optional() }) })),
})
export type PlayedConversation = z.infer<typeof PlayState>['conversations'][number]
export type PlayedEntry = PlayedConversation['entries'][number]

/** Acts in the sandbox as a person would, over its play API. */
export type Player = {
  readonly post: (path: string, body: unknown) => Promise<unknown>
  readonly conversation: (id: string) => Promise<PlayedConversation>
  /** Every webhook of this conversation has been delivered or given up. */
  readonly isDelivered: (id: string) => Promise<boolean>
  /** Makes the second of the service's next reads of this conversation slow. */
  readonly slowFence: (id: string) => Promise<void>
  /** Waits for the first of the reads that `slowFence` spoke of. */
  readonly hasRead: (id: string) => Promise<void>
}

/** Long enough for somebody to answer between the two reads of a turn. */
const SLOW_READ_MS = 1_500

const readsOf = (id: string) => ({ method: 'GET', path: `^/conversations/${id}$` })

const ANSWERS_WITHIN_MS = 30_000
const within = () => AbortSignal.timeout(ANSWERS_WITHIN_MS)

export function createPlayer(url: string): Player {
  const state = async () =>
    PlayState.parse(await (await fetch(`${url}/play/state`, { signal: within() })).json())
  const post: Player['post'] = async (path, body) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/play${path}`, {
      signal: within(),
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`the sandbox refused ${path}: ${await response.text()}`)
    return response.json()
  }
  return {
    post,
    conversation: async (id) => {
      const found = (await state()).conversations.find((conversation) => conversation.id === id)
      if (!found) throw new Error(`the sandbox has no conversation ${id}`)
      return found
    },
    isDelivered: async (id) =>
      (await state()).deliveries.every((one) => one.conversation_id !== id || one.state !== 'waiting'),
    slowFence: async (id) => {
      const match = readsOf(id)
      const faults = [
        { match, delay_ms: 1 },
        { match, delay_ms: SLOW_READ_MS },
      ]
      await post('/faults', { faults })
    },
    hasRead: async (id) => {
      const { path } = readsOf(id)
      const left = async () => (await state()).faults.filter(({ match }) => match.path === path).length
      await untilTrue(`conversation ${id} is read once`, async () => (await left()) <= 1)
    },
  }
}

const LONGEST_WAIT_MS = 60_000
const LOOK_EVERY_MS = 40

/** Waits until a condition holds twice in a row; a minute at most. */
export async function untilTrue(what: string, condition: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + LONGEST_WAIT_MS
  for (let held = 0; held < 2; ) {
    if (Date.now() > giveUpAt) throw new Error(`gave up waiting: ${what}`)
    held = (await condition()) ? held + 1 : 0
    await wait(LOOK_EVERY_MS)
  }
}
