import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const Attachment = z.strictObject({ name: z.string(), url: z.url() })
const Delivery = z.strictObject({
  times: z.int().positive().optional(),
  delay_ms: z.int().nonnegative().optional(),
  drop: z.boolean().optional(),
})

/** What a contact writes; a plain string is its body. */
const Message = z.union([
  z.string().transform((body) => ({ body })),
  z.strictObject({
    body: z.string().default(''),
    attachments: z.array(Attachment).optional(),
    deliver: Delivery.optional(),
  }),
])

/** What must hold once everything has come to rest. Counts are of the whole conversation so far. */
export const Expectation = z.strictObject({
  outcome: z.enum(['reply', 'clarify', 'propose', 'hand_off', 'close', 'stay_silent']).optional(),
  reason: z.string().optional(),
  /** The fence let nothing through, for this reason. */
  stopped_by: z.string().optional(),
  /** Visible messages of the bot. */
  replies: z.int().nonnegative().optional(),
  notes: z.int().nonnegative().optional(),
  /** Stands in the bot's newest visible message. */
  includes: z.array(z.string()).default([]),
  /** Stands in none of the bot's visible messages. */
  excludes: z.array(z.string()).default([]),
  note_includes: z.array(z.string()).default([]),
  /** Path of an article that the newest reply rests on. */
  source: z.string().optional(),
  assigned_to: z.string().optional(),
})
export type Expectation = z.infer<typeof Expectation>

/** What a teammate writes: a comment unless told otherwise, which may ride on a close or an assignment. */
const Teammate = z.strictObject({
  by: z.string(),
  body: z.string(),
  kind: z.enum(['comment', 'note']).optional(),
  closing: z.boolean().optional(),
  assigning_to: z.string().optional(),
})

/** People and teams are named as in the sandbox; `bot` is the bot's teammate. */
const Step = z.union([
  z.strictObject({ contact: Message }),
  z.strictObject({ burst: z.array(Message).min(2) }),
  z.strictObject({ teammate: Teammate }),
  /**
   * A teammate writes after the turn of the message before has read the conversation, and before its fence reads it
   * again. Not after the first message of all: only a conversation that is there can be read slowly.
   */
  z.strictObject({ while_thinking: Teammate }),
  z.strictObject({ assign: z.strictObject({ by: z.string(), to: z.string() }) }),
  z.strictObject({ close: z.strictObject({ by: z.string() }) }),
  z.strictObject({ expect: Expectation }),
])
export type Step = z.infer<typeof Step>

const isThinkable = (steps: readonly Step[]) =>
  steps.every((step, at) => !('while_thinking' in step) || (at > 1 && 'contact' in (steps[at - 1] ?? {})))

/** One demo conversation. */
export const Script = z.strictObject({
  title: z.string(),
  contact: z.string(),
  channel: z.enum(['chat', 'email']).optional(),
  /** A workflow assigns it as soon as it arrives. */
  assign_on_arrival: z.string().optional(),
  steps: z
    .array(Step)
    .min(2)
    .refine(isThinkable, 'while_thinking follows a later message of the contact, not the one that starts it'),
})
export type Script = z.infer<typeof Script> & { readonly name: string }

/** Reads every `.yaml` of a folder, in the order of their names. */
export const readScripts = (folder: string): readonly Script[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ ...readScript(join(folder, file)), name: basename(file, '.yaml') }))

function readScript(file: string) {
  const parsed = Script.safeParse(parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  throw new Error(`${file} is not a demo conversation:\n${z.prettifyError(parsed.error)}`)
}
