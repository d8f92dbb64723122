import type { FastifyReply } from 'fastify'
import { ModelError } from '../wire/model-error.ts'
import type { Misbehaviour } from './misbehaviour.ts'

/** Refuses the whole request if that is what goes wrong; anything else is left to the answer. */
export const refuse = (misbehaviour: Misbehaviour | undefined, reply: FastifyReply): void => {
  if (misbehaviour?.does === 'unauthorized') throw wrongKey()
  if (misbehaviour?.does === 'unknown_model') {
    throw new ModelError(404, 'invalid_request_error', 'model_not_found', 'The model does not exist.')
  }
  if (misbehaviour?.does === 'server_error') {
    throw new ModelError(
      misbehaviour.status,
      'server_error',
      null,
      'The server had an error. Sorry about that!',
    )
  }
  if (misbehaviour?.does !== 'rate_limited') return
  if (misbehaviour.quota) {
    throw new ModelError(429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.')
  }
  if (misbehaviour.retry_after !== undefined) void reply.header('Retry-After', misbehaviour.retry_after)
  throw new ModelError(429, 'requests', 'rate_limit_exceeded', 'Rate limit reached for requests.')
}

/** What the API says to a key that it does not know. */
export const wrongKey = () =>
  new ModelError(401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.')
