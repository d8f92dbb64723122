import { spanInWords } from '../../domain/span-in-words.ts'
import { type ContentTopic, WEBHOOK_TOPICS } from '../../intercom/webhook-topics.ts'
import type { WorkspaceFacts } from '../../operator/inspect-operation.ts'
import { type Finding, findingsOf } from './finding.ts'
import { someOf } from './in-words.ts'

const { ok, warn } = findingsOf('Webhooks')

const ASKING = ['conversation.user.created', 'conversation.user.replied'] as const
/** Errors for this long suspend the subscription of a private app (Intercom docs, "Webhook Notifications"). */
const QUIET_MS = 7 * 86_400_000

type WebhooksCase = {
  readonly notifications: WorkspaceFacts['notifications']
  readonly now: Date
  /** Where Intercom has to send them. */
  readonly url: string
}

/**
 * No call of the API tells which topics the app is subscribed to. What has arrived is the only proof, of the topics, of
 * the address and of the client secret in one.
 */
export function judgeWebhooks({ notifications, now, url }: WebhooksCase): readonly Finding[] {
  const heard = notifications.filter(({ topic }) => WEBHOOK_TOPICS.some((one) => one === topic))
  const newest = heard.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0]
  if (!newest) return [warn('no notification has ever been accepted', firstSteps(url))]
  const missing = WEBHOOK_TOPICS.filter((topic) => !heard.some((one) => one.topic === topic))
  const quietMs = now.getTime() - Date.parse(newest.at)
  const found =
    `heard of ${heard.length} of ${WEBHOOK_TOPICS.length} topics, last ${newest.topic} ${spanInWords(quietMs)} ago` +
    (missing.length > 0 ? `; not yet: ${someOf(missing, 4)}` : '')
  const unheard = ASKING.filter((topic) => missing.includes(topic))
  if (unheard.length > 0)
    return [
      warn(found, `Without ${unheard.join(' and ')}, nothing is answered until the sweep. ${SUBSCRIBE}`),
    ]
  if (quietMs > QUIET_MS) {
    return [
      warn(
        found,
        'If people did write, the subscription may be suspended: look in the Developer Hub, Webhooks.',
      ),
    ]
  }
  return [ok(found)]
}

type ContentCase = {
  /** Of the sources that are in use. */
  readonly topics: readonly ContentTopic[]
  readonly heard: WorkspaceFacts['heard']
  readonly now: Date
}

/** Whether edits of articles and snippets are told of; without, they are found by looking, so that nothing is wrong. */
export function judgeContentTopics({ topics, heard, now }: ContentCase): readonly Finding[] {
  if (topics.length === 0) return []
  const own = heard.filter(({ topic }) => topics.some((one) => one === topic))
  const newest = own.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0]
  if (!newest) {
    return [
      ok(
        `of knowledge: nothing heard yet. An edit counts after five minutes, a deletion overnight; at once with the topics ${topics.join(', ')} (Developer Hub, Webhooks)`,
      ),
    ]
  }
  const agoMs = now.getTime() - Date.parse(newest.at)
  const unheard = topics.filter((topic) => !own.some((one) => one.topic === topic))
  const missing = unheard.length > 0 ? `; not yet: ${someOf(unheard, 4)}` : ''
  return [
    ok(
      `of knowledge: heard of ${own.length} of ${topics.length} topics, last ${newest.topic} ${spanInWords(agoMs)} ago${missing}`,
    ),
  ]
}

const SUBSCRIBE = 'Subscribe to every topic that the README lists (Developer Hub, Webhooks).'

const firstSteps = (url: string): string =>
  `In the Developer Hub, Webhooks, set ${url} and subscribe to the topics of the README; then write to yourself in the ` +
  'Messenger. "bad_signature" in the log means that INTERCOM_CLIENT_SECRET is wrong.'
