import { z } from 'zod'

/** A refusal in the terms of the OpenAI API. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly status: number
  readonly type: string
  readonly code: string | null
  constructor(status: number, type: string, code: string | null, message: string) {
    super(message)
    this.status = status
    this.type = type
    this.code = code
  }
}

/** A request that the API refuses as wrong. */
export const badRequest = (message: string, code: string | null = null) =>
  new ModelError(400, 'invalid_request_error', code, message)

const envelope = (message: string, type: string, code: string | null) => ({
  error: { message, type, param: null, code },
})

const fromZod = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ')

/** Whatever a route threw, as status and envelope. */
export const modelAnswerFor = (error: unknown) => {
  if (error instanceof ModelError) {
    return { status: error.status, json: envelope(error.message, error.type, error.code) }
  }
  if (error instanceof z.ZodError) {
    return { status: 400, json: envelope(fromZod(error), 'invalid_request_error', null) }
  }
  const message = error instanceof Error ? error.message : 'Something went wrong'
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return {
    status,
    json: envelope(message, status < 500 ? 'invalid_request_error' : 'server_error', null),
  }
}
