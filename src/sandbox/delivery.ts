import { z } from 'zod'

/** How one change reaches the service: repeated, late, lost, or before a read can show it. */
export const Delivery = z.strictObject({
  /** How often the same notification is sent, with the same id. */
  times: z.int().min(1).max(20).optional(),
  /** How long its webhook is held back, so that a later one can overtake it. */
  delay_ms: z.int().min(0).max(3_600_000).optional(),
  /** The webhook is lost. */
  drop: z.boolean().optional(),
  /** How long the new entry stays invisible to `GET /conversations/{id}`. */
  visible_after_ms: z.int().min(0).max(3_600_000).optional(),
})
export type Delivery = z.infer<typeof Delivery>
