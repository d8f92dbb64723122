import { randomUUID } from 'node:crypto'
import { ZodError } from 'zod'

type Problem = { readonly code: string; readonly message: string; readonly field?: string }

/** A refusal in Intercom's terms. Codes as listed in the reference, 2.5. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly problems: readonly Problem[]
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.problems = [{ code, message }]
  }
}

/** Intercom's error envelope (OpenAPI 2.16, error). */
export const errorJson = (problems: readonly Problem[]) => ({
  type: 'error.list',
  request_id: randomUUID(),
  errors: problems,
})

const fromZod = (error: ZodError): Problem[] =>
  error.issues.map((issue) => {
    const field = issue.path.join('.')
    const missing = 'input' in issue && issue.input === undefined
    return missing
      ? { code: 'parameter_not_found', message: `${field} is required`, field }
      : { code: 'parameter_invalid', message: `${field}: ${issue.message}`, field }
  })

/** Whatever a route threw, as status and envelope. */
export const answerFor = (error: unknown): { status: number; json: ReturnType<typeof errorJson> } => {
  if (error instanceof ApiError) return { status: error.status, json: errorJson(error.problems) }
  if (error instanceof ZodError) return { status: 400, json: errorJson(fromZod(error)) }
  const message = error instanceof Error ? error.message : 'Something went wrong'
  const status = error instanceof Error && 'statusCode' in error && Number(error.statusCode)
  if (status && status < 500) return { status, json: errorJson([{ code: 'client_error', message }]) }
  return { status: 500, json: errorJson([{ code: 'server_error', message }]) }
}

/** A conversation that was never there, or is deleted: any call answers the same (reference, 12). */
export const notFound = () => new ApiError(404, 'not_found', 'Resource Not Found')
