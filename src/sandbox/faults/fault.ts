import { z } from 'zod'

const isPattern = (text: string) => {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}

const Match = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  /** A regular expression on the path, for example "/reply$". Absent: every path. */
  path: z.string().max(200).refine(isPattern, 'not a regular expression').optional(),
  /** How many requests it meets before it is used up. */
  times: z.int().min(1).max(1_000_000).default(1),
})

/** What is to go wrong with which requests of the API. One fault may combine several troubles. */
export const Fault = z
  .strictObject({
    match: Match.default({ times: 1 }),
    /** Answered instead of the real status. */
    status: z.int().min(400).max(599).optional(),
    /** Whether what was asked is done although the answer says otherwise; only with a status or an HTML body. */
    effect: z.enum(['none', 'done']).optional(),
    /** Seconds, sent as `Retry-After`. */
    retry_after: z.int().min(0).optional(),
    /** The connection hangs until the client gives up: before what was asked is done, or after it. */
    timeout: z.enum(['before', 'after']).optional(),
    /** The answer comes this much later. */
    delay_ms: z.int().min(1).max(600_000).optional(),
    /** The part this request makes stays invisible to reads for so long. */
    late_ms: z.int().min(1).max(600_000).optional(),
    /**
     * Somebody acts in the conversation that the request is about at this very moment, as by the play API: right before
     * what was asked is done, or right after, before it is answered.
     */
    race: z
      .strictObject({
        moment: z.enum(['before', 'after']),
        act: z.enum(['contact', 'admin', 'assign', 'close', 'open', 'snooze', 'redact', 'delete']),
        body: z.record(z.string(), z.unknown()).default({}),
      })
      .optional(),
    /** An HTML page instead of JSON, as a proxy sends; with status 200 unless a status is given. */
    body_html: z.string().optional(),
  })
  .refine(({ match: _match, effect: _effect, ...troubles }) => Object.keys(troubles).length > 0, {
    message: 'says nothing that goes wrong: give status, timeout, delay_ms, late_ms, race or body_html',
  })
export type Fault = z.infer<typeof Fault>
