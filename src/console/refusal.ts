import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

/** What a status means, in fixed words: an answer that repeats the request is one that somebody else can write into. */
const WORDS: Readonly<Record<number, readonly [error: string, message: string]>> = {
  400: ['bad_request', 'The request cannot be read.'],
  404: ['not_found', 'There is nothing at this address.'],
  405: ['method_not_allowed', 'This address does not take this method; Allow names those that it takes.'],
  413: ['too_large', 'The body is larger than this address takes.'],
  414: ['address_too_long', 'The address is too long.'],
  415: ['unsupported_media_type', 'This address does not take a body of this Content-Type.'],
  500: ['internal_error', 'Something failed in the service; its log names the reason.'],
}

const OTHER = ['refused', 'The request was refused.'] as const

/** The answer to a request that gets nothing else. */
export function refusal(status: number): { readonly error: string; readonly message: string } {
  const [error, message] = WORDS[status] ?? OTHER
  return { error, message }
}

/** The status that an error stands for: what the sender did wrong, or 500. */
export const statusOf = ({ statusCode }: Pick<FastifyError, 'statusCode'>): number =>
  statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? statusCode : 500

/** Answers an error without its message. */
export function refuseByError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = statusOf(error)
  if (status === 500) request.log.error({ err: error }, 'request failed')
  return reply.code(status).send(refusal(status))
}
