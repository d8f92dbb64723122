import type { z } from 'zod'

/**
 * Makes this process a part of the bench: it does what the first message says and answers with one message. It ends with
 * the process that started it.
 */
export function playRole<Ask extends z.ZodType, Answer>(
  ask: Ask,
  act: (asked: z.output<Ask>) => Promise<Answer>,
): void {
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C reaches every process of a terminal; the one that started this one ends it in its turn.
  process.on('SIGINT', () => {})
  process.on('message', (message) => {
    act(ask.parse(message)).then(
      (answer) => process.send?.({ answer }),
      (error: unknown) => process.send?.({ problem: String(error instanceof Error ? error.stack : error) }),
    )
  })
}
