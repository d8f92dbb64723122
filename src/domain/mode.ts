import { z } from 'zod'

/** What the bot is allowed to do, from the most cautious to the least. */
export const MODES = ['off', 'shadow', 'suggest', 'auto'] as const
export const Mode = z.enum(MODES)
export type Mode = z.infer<typeof Mode>

/** The more cautious of several modes; `auto` when none is given. */
export const moreCautious = (...modes: readonly Mode[]): Mode =>
  MODES.find((mode) => modes.includes(mode)) ?? 'auto'
