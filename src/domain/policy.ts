import type { Mode } from './mode.ts'

/** Thresholds and permissions of one topic, as data. */
export type TopicPolicy = {
  readonly mode: Mode
  /** From this confidence (0..1) the bot answers by itself. */
  readonly minConfidence: number
}
