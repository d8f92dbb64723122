import type { z } from 'zod'

/** The parsed body of a request; an absent one is an empty object, so that every missing field is named. */
export const readBody = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> =>
  schema.parse(body ?? {}, { reportInput: true })
