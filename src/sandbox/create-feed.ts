import type { FastifyReply } from 'fastify'
import type { Workspace } from './create-workspace.ts'

/** Tells open pages that a conversation changed. */
export type Feed = {
  readonly join: (reply: FastifyReply) => void
  readonly close: () => void
}

// Proxies and laptops that wake up drop silent connections.
const HEARTBEAT_MS = 15_000

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  Connection: 'keep-alive',
}

/** A stream of server-sent events, one `change` for every change of the workspace. */
export const createFeed = (workspace: Workspace): Feed => {
  const open = new Set<FastifyReply['raw']>()
  const write = (text: string) => {
    for (const stream of open) stream.write(text)
  }
  const leave = workspace.listen(({ change }) => {
    const told = {
      conversation_id: change.conversation.id,
      kind: change.entry?.kind ?? change.topic ?? 'updated',
    }
    write(`event: change\ndata: ${JSON.stringify(told)}\n\n`)
  })
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS).unref()
  return {
    join: (reply) => {
      reply.hijack()
      // What fastify would have sent along.
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value)
      }
      reply.raw.writeHead(200, HEADERS).write(': welcome\n\n')
      open.add(reply.raw)
      reply.raw.on('close', () => open.delete(reply.raw))
    },
    close: () => {
      leave()
      clearInterval(heartbeat)
      for (const stream of open) stream.end()
    },
  }
}
