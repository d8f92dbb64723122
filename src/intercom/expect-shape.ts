import type { z } from 'zod'
import { IntercomError } from './intercom-error.ts'

/** An answer that is none of ours to read: another server, or a version that we do not know. */
export function expectShape<T>(schema: z.ZodType<T>, body: unknown, call: string): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') || 'all of it'
  throw new IntercomError(call, body === undefined ? 404 : 200, `unexpected_answer at ${where}`)
}
