import { z } from 'zod'
import { AdminId, ContactId, TagId, TeamId } from '../domain/ids.ts'
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

/** Who may get an answer at first: whoever is listed, and a share of everybody else. */
const Pilot = z
  .strictObject({ contacts: z.array(ContactId).default([]), share: Share.default(0) })
  .refine(({ contacts, share }) => contacts.length > 0 || share > 0, {
    // A mistyped key is one mistake, not two.
    when: ({ issues }) => issues.length === 0,
    error:
      'nobody is in it: list contacts or set a share above 0. For everybody leave pilot out; for nobody set mode: shadow',
  })

const TopicSettings = z.strictObject({
  /** The folder in `knowledge/` whose articles make a question belong to this topic. */
  name: z.string().min(1),
  /** What the topic is about, for the model that sorts questions into topics. */
  description: z.string().min(1).optional(),
  mode: Mode.optional(),
  min_confidence: Share.optional(),
})

const Limits = z.strictObject({
  /** US dollars from midnight to midnight (UTC). Reached: drafts by quoting only, until the next day. */
  model_spend_per_day: z.number().positive().optional(),
  /** Calls of the model at the same time, in this process. */
  model_calls_at_once: z.int().min(1).max(64).default(4),
  /** The part of Intercom's rate limit that we may use; the rest is for the workspace's other integrations. */
  api_share: z.number().positive().max(1).default(0.5),
})

/** US dollars per million tokens. */
const Price = z.strictObject({
  input: z.number().min(0),
  /** Absent: as `input`. */
  cached_input: z.number().min(0).optional(),
  output: z.number().min(0),
})
export type Price = z.infer<typeof Price>

const isTimezone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const Digest = z.strictObject({
  /** When the summary of unresolved conversations is made, every night. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day, for example "06:00"')
    .default('06:00'),
  timezone: z.string().refine(isTimezone, 'expected a time zone, for example Europe/Madrid').default('UTC'),
})

const HandOff = z.strictObject({
  /** The first team whose `when` names the reason gets the conversation; otherwise INTERCOM_HANDOFF_TEAM_ID. */
  teams: z.array(z.strictObject({ team_id: TeamId, when: z.array(HandOffReasonKey).min(1) })).default([]),
  /** Replaces our own words, by reason and two-letter language: `{person_requested: {en: "..."}}`. */
  messages: z
    .partialRecord(HandOffReasonKey, z.record(z.string().regex(/^[a-z]{2}$/), z.string().min(1)))
    .default({}),
})

/** What the bot tags in auto, by the ids of tags that exist; absent: nothing. */
const Tags = z.strictObject({
  /** A conversation in which the bot has answered. */
  answered: TagId.optional(),
  /** One that the bot has handed to a team. */
  handed_off: TagId.optional(),
})

const Owner = z.string().trim().min(1, 'expected the name of a person or a team').optional()

/** What is read from the workspace: seen by teammates alone, or by contacts, too. */
const ContentSource = z.strictObject({ use: z.enum(['off', 'internal', 'public']), owner: Owner })

/** Which sources the bot knows from, and who looks after each. */
const Knowledge = z.strictObject({
  folder: z.strictObject({ use: z.enum(['on', 'off']).default('on'), owner: Owner }).prefault({}),
  /** Published for everybody already, so that nothing new is told to anybody. */
  articles: ContentSource.extend({ use: ContentSource.shape.use.default('public') }).prefault({}),
  internal_articles: ContentSource.extend({ use: ContentSource.shape.use.default('off') }).prefault({}),
  snippets: ContentSource.extend({ use: ContentSource.shape.use.default('off') }).prefault({}),
  macros: ContentSource.extend({ use: ContentSource.shape.use.default('off') }).prefault({}),
})

/** firstline.yaml: how the bot behaves. Unknown keys are errors. */
export const Settings = z.strictObject({
  /** Absent: `suggest`, and `auto` in the sandbox. */
  mode: Mode.optional(),
  topics: z.array(TopicSettings).default([]),
  answers: Answers.prefault({}),
  /** Absent: everybody may get an answer. */
  pilot: Pilot.optional(),
  email: z.enum(['suggest', 'auto']).default('suggest'),
  bot: z
    .strictObject({
      name: z.string().min(1).default('Firstline'),
      /** How a model writes; quotes are as the articles are. */
      tone: z.string().min(1).max(500).default('friendly, plain and short'),
      disclosure: z.boolean().default(true),
    })
    .prefault({}),
  suggest_note: z.enum(['always', 'first', 'never']).default('always'),
  quiet_ms: z.int().min(0).max(60_000).default(2_500),
  quiet_max_ms: z.int().min(0).max(120_000).default(10_000),
  stale_minutes: z.number().positive().default(15),
  /** An article whose `reviewed` date is longer ago counts as stale. */
  review_days: z.int().positive().default(365),
  knowledge: Knowledge.prefault({}),
  handoff: HandOff.prefault({}),
  tags: Tags.prefault({}),
  /** Closes a conversation of the bot's when the contact only thanks for its answer. */
  close_when_thanked: z.boolean().default(false),
  limits: Limits.prefault({}),
  /** By the model's name; a model that is not listed has an unknown cost. */
  prices: z.record(z.string().min(1), Price).default({}),
  digest: Digest.prefault({}),
})
export type Settings = z.infer<typeof Settings>
