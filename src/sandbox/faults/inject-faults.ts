import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorJson } from '../api/api-error.ts'
import type { Faults } from './create-faults.ts'
import type { Fault } from './fault.ts'
import { setLateMs } from './late-ms.ts'

const CODES: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'api_plan_restricted',
  404: 'not_found',
  409: 'conflict',
  429: 'rate_limit_exceeded',
}

/** Waits until the client gives up, or the sandbox closes and takes the connection with it. */
const hang = async (request: FastifyRequest, reply: FastifyReply) => {
  if (!request.raw.socket.destroyed) await once(request.raw.socket, 'close')
  reply.hijack()
}

const replacesAnswer = (fault: Fault) => fault.status !== undefined || fault.body_html !== undefined

/** The answer of a fault, headers set on the reply. */
const falseAnswer = (fault: Fault, reply: FastifyReply): string => {
  const status = fault.status ?? 200
  // Intercom sends no such header: whoever compares the sandbox with it leaves these answers out.
  reply.code(status).header('X-Sandbox-Fault', 'asked-for')
  if (fault.retry_after !== undefined) reply.header('Retry-After', fault.retry_after)
  if (fault.body_html !== undefined) {
    reply.type('text/html; charset=utf-8')
    return fault.body_html
  }
  reply.type('application/json; charset=utf-8')
  return JSON.stringify(
    errorJson([{ code: CODES[status] ?? 'server_error', message: 'A fault you asked for' }]),
  )
}

/** Somebody acts in the conversation, by the play API of this very sandbox. */
const race = async ({ race: planned }: Fault, moment: 'before' | 'after', request: FastifyRequest) => {
  const id = /^\/conversations\/(\d+)/.exec(request.url)?.[1]
  if (planned?.moment !== moment || !id) return
  const url = `/play/conversations/${id}/${planned.act}`
  await request.server.inject({ method: 'POST', url, payload: planned.body })
}

/** What goes wrong before anything is done. */
const before = async (fault: Fault, request: FastifyRequest, reply: FastifyReply) => {
  await race(fault, 'before', request)
  if (fault.late_ms !== undefined) setLateMs(request, fault.late_ms)
  if (fault.delay_ms !== undefined) await sleep(fault.delay_ms)
  if (fault.timeout === 'before') return hang(request, reply)
  const nothingDone = fault.effect !== 'done' && fault.timeout === undefined
  if (replacesAnswer(fault) && nothingDone) return reply.send(falseAnswer(fault, reply))
}

/** What goes wrong once it is done: the answer is lost, or false. */
const after = async (fault: Fault, request: FastifyRequest, reply: FastifyReply, answer: unknown) => {
  await race(fault, 'after', request)
  if (fault.timeout === 'after') await hang(request, reply)
  return replacesAnswer(fault) && fault.effect === 'done' ? falseAnswer(fault, reply) : answer
}

/** Lets the faults loose on the API's requests. */
export const injectFaults = (app: FastifyInstance, faults: Faults) => {
  const met = new WeakMap<FastifyRequest, Fault>()
  app.addHook('preHandler', async (request, reply) => {
    const fault = faults.take(request.method, new URL(request.url, 'http://sandbox').pathname)
    if (!fault) return
    met.set(request, fault)
    return before(fault, request, reply)
  })
  app.addHook('onSend', async (request, reply, answer) => {
    const fault = met.get(request)
    return fault ? after(fault, request, reply, answer) : answer
  })
}
