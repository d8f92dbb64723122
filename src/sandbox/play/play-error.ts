import { z } from 'zod'

/** Something asked of the sandbox that it can't do, with every problem named. */
export class PlayError extends Error {
  override readonly name = 'PlayError'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const fromZod = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', message }))

/** Whatever a play route threw, as status and `{error, problems}`. */
export const playAnswerFor = (error: unknown) => {
  if (error instanceof z.ZodError) {
    return { status: 400, json: { error: 'The request is not valid', problems: fromZod(error) } }
  }
  if (error instanceof PlayError)
    return { status: error.status, json: { error: error.message, problems: [] } }
  const message = error instanceof Error ? error.message : 'Something went wrong'
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return { status, json: { error: message, problems: [] } }
}
