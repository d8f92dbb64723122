import { z } from 'zod'
import { ConversationId, type ConversationRef } from '../../domain/ids.ts'
import type { Sandbox } from '../../sandbox/start-sandbox.ts'
import type { Db } from '../../store/db.ts'
import { isAtRest, type LastTurn, readLastTurn } from '../../store/last-turn.ts'
import { type Cast, createCast } from './cast.ts'
import { checkExpectation } from './check-expectation.ts'
import { type PlayedConversation, type Player, untilTrue } from './player.ts'
import type { Script, Step } from './script.ts'

export type Performance = {
  readonly script: Script
  readonly conversation: PlayedConversation
  /** What stood there at each expectation: the newest turn, and how many entries the conversation had. */
  readonly rests: readonly { readonly turn: LastTurn | undefined; readonly entries: number }[]
  readonly problems: readonly string[]
}

export type PlayDeps = { readonly db: Db; readonly sandbox: Sandbox; readonly player: Player }

const Started = z.object({ conversation_id: z.string() })

/** Plays one conversation step by step; at each expectation it waits until everything has come to rest. */
export async function playScript(deps: PlayDeps, script: Script): Promise<Performance> {
  const { db, player } = deps
  const cast = createCast(deps.sandbox)
  const rests: Performance['rests'][number][] = []
  const problems: string[] = []
  let id: string | undefined
  for (const [at, step] of script.steps.entries()) {
    const next = script.steps[at + 1]
    if ('expect' in step) {
      if (id === undefined) throw new Error(`${script.name}: an expectation before the first message`)
      const ref = { appId: cast.appId, conversationId: ConversationId.parse(id) }
      await rest(deps, ref)
      const turn = await readLastTurn(db, ref)
      const conversation = await player.conversation(id)
      rests.push({ turn, entries: conversation.entries.length })
      problems.push(...checkExpectation(step.expect, { turn, conversation, cast }))
    } else {
      // Before the message that will be thought about: however slow we are, neither of its reads has happened yet.
      if (next && 'while_thinking' in next && id !== undefined) await player.slowFence(id)
      if ('while_thinking' in step && id !== undefined) await player.hasRead(id)
      for (const message of requestsOf(step, cast)) id = await act({ player, script, cast }, id, message)
    }
  }
  return { script, conversation: await player.conversation(id ?? ''), rests, problems }
}

async function rest({ db, player }: PlayDeps, ref: ConversationRef): Promise<void> {
  const id = ref.conversationId
  await untilTrue(
    `conversation ${id} comes to rest`,
    async () => (await player.isDelivered(id)) && isAtRest(db, ref),
  )
}

type Request = { readonly path: string; readonly body: Readonly<Record<string, unknown>> }
type Acting = { readonly player: Player; readonly script: Script; readonly cast: Cast }

/** The first message starts the conversation; everything else happens in it. */
async function act(
  { player, script, cast }: Acting,
  id: string | undefined,
  request: Request,
): Promise<string> {
  if (id !== undefined) {
    await player.post(`/conversations/${id}/${request.path}`, request.body)
    return id
  }
  const started = await player.post('/conversations', {
    ...request.body,
    contact_id: cast.contact(script.contact),
    ...(script.channel && { channel: script.channel }),
    ...(script.assign_on_arrival && { assign_on_arrival: cast.assignee(script.assign_on_arrival) }),
  })
  return Started.parse(started).conversation_id
}

function requestsOf(step: Exclude<Step, { expect: unknown }>, cast: Cast): readonly Request[] {
  if ('contact' in step) return [{ path: 'contact', body: step.contact }]
  if ('burst' in step) return step.burst.map((body) => ({ path: 'contact', body }))
  if ('assign' in step) {
    const { by, to } = step.assign
    return [{ path: 'assign', body: { by_admin_id: cast.admin(by), ...cast.assignee(to) } }]
  }
  if ('close' in step) return [{ path: 'close', body: { by_admin_id: cast.admin(step.close.by) } }]
  const { by, body, kind, closing, assigning_to } = 'teammate' in step ? step.teammate : step.while_thinking
  const riding = closing ? { close: true } : assigning_to && { assign: cast.assignee(assigning_to) }
  return [
    {
      path: 'admin',
      body: { admin_id: cast.admin(by), body, ...(kind && { kind }), ...(riding && { with: riding }) },
    },
  ]
}
