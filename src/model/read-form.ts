import type { z } from 'zod'
import { keepable } from '../domain/keepable.ts'

export type FormReading<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

/** Reads what a model filled in. */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  output: string,
): FormReading<z.output<Schema>> {
  const written = parseJson(output)
  if (written === undefined) return { kind: 'problems', problems: ['It is not valid JSON.'] }
  const parsed = schema.safeParse(written)
  if (parsed.success) return { kind: 'value', value: parsed.data }
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the form'}: ${message}`,
  )
  return { kind: 'problems', problems }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value) => (typeof value === 'string' ? keepable(value) : value))
  } catch {
    return undefined
  }
}
