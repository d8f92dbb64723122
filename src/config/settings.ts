import { z } from 'zod'
import { AdminId, TeamId } from '../domain/ids.ts'
import { Mode } from '../domain/mode.ts'
import { HAND_OFF_REASONS } from '../domain/outcome.ts'

const Share = z.number().min(0).max(1)
const HandOffReasonKey = z.enum(HAND_OFF_REASONS)

/**
 * Who may be assigned while the conversation is still ours to answer. The bot itself and `bot_teams` always
 * count; assigning a conversation to one of them hands it to the bot.
 */
const Answers = z.strictObject({
  unassigned: z.boolean().default(true),
  admins: z.array(AdminId).default([]),
  teams: z.array(TeamId).default([]),
  bot_teams: z.array(TeamId).default([]),
})

const TopicSettings = z.strictObject({
  /** The folder in `knowledge/` whose articles make a question belong to this topic. */
  name: z.string().min(1),
  mode: Mode.optional(),
  min_confidence: Share.optional(),
})

const HandOff = z.strictObject({
  /** The first team whose `when` names the reason gets the conversation; otherwise INTERCOM_HANDOFF_TEAM_ID. */
  teams: z.array(z.strictObject({ team_id: TeamId, when: z.array(HandOffReasonKey).min(1) })).default([]),
  /** Replaces our own words, by reason and two-letter language: `{person_requested: {en: "..."}}`. */
  messages: z
    .partialRecord(HandOffReasonKey, z.record(z.string().regex(/^[a-z]{2}$/), z.string().min(1)))
    .default({}),
})

/** firstline.yaml: how the bot behaves. Unknown keys are errors. */
export const Settings = z.strictObject({
  /** Absent: `suggest`, and `auto` in the sandbox. */
  mode: Mode.optional(),
  topics: z.array(TopicSettings).default([]),
  answers: Answers.prefault({}),
  email: z.enum(['suggest', 'auto']).default('suggest'),
  bot: z
    .strictObject({ name: z.string().min(1).default('Firstline'), disclosure: z.boolean().default(true) })
    .prefault({}),
  suggest_note: z.enum(['always', 'first', 'never']).default('always'),
  quiet_ms: z.int().min(0).max(60_000).default(2_500),
  quiet_max_ms: z.int().min(0).max(120_000).default(10_000),
  stale_minutes: z.number().positive().default(15),
  handoff: HandOff.prefault({}),
})
export type Settings = z.infer<typeof Settings>
