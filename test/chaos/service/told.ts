import { z } from 'zod'

/** The file descriptor on which an instance tells its supervisor what happens. */
export const TELL = 3

const Order = z.object({ point: z.string(), moment: z.enum(['before', 'after']), nth: z.number() })

/** One line each. */
export const Told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), url: z.string() }),
  z.object({ kind: z.literal('reached'), point: z.string() }),
  z.object({ kind: z.literal('died'), order: Order }),
])
export type Told = z.infer<typeof Told>
