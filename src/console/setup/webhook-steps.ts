import { type ContentTopic, WEBHOOK_TOPICS, type WebhookTopic } from '../../intercom/webhook-topics.ts'
import { publicUrlProblem } from './public-url-problem.ts'
import type { SetupFacts } from './setup-facts.ts'
import { done, open, type SetupStep, type Tick } from './setup-step.ts'

const WHERE = 'Developer Hub, your app, Configure, Webhooks'

/** Without these two no turn starts at once; the others tell what people do meanwhile. */
const NEEDED_FIRST: readonly WebhookTopic[] = ['conversation.user.created', 'conversation.user.replied']

/** How a topic comes about, so that it can be tried. */
const HAPPENS_WHEN: Readonly<Record<WebhookTopic | ContentTopic, string>> = {
  'conversation.user.created': 'a contact starts a conversation',
  'conversation.user.replied': 'a contact writes again',
  'conversation.admin.assigned': 'somebody assigns a conversation',
  'conversation.admin.open.assigned': 'somebody reopens and assigns it',
  'conversation.admin.replied': 'a teammate answers',
  'conversation.admin.noted': 'a teammate writes a note',
  'conversation.admin.closed': 'a teammate closes it',
  'conversation.admin.opened': 'a teammate reopens it',
  'conversation.admin.snoozed': 'a teammate snoozes it',
  'conversation.admin.unsnoozed': 'it wakes again',
  'conversation.deleted': 'a conversation is deleted',
  'conversation_part.redacted': 'a message is redacted',
  'contact.deleted': 'a contact is deleted',
  'contact.merged': 'a lead becomes one with a user',
  'contact.archived': 'a contact is archived',
  'article.created': 'somebody begins an article',
  'article.updated': 'an article is edited',
  'article.published': 'an article is published',
  'article.unpublished': 'an article is taken back',
  'article.deleted': 'an article is deleted',
  'content_snippet.created': 'somebody adds a snippet',
  'content_snippet.updated': 'a snippet is edited',
  'content_snippet.deleted': 'a snippet is deleted',
}

/** What Intercom sends: has it come? */
export const webhookSteps = (facts: SetupFacts): readonly SetupStep[] => [
  addressStep(facts),
  pingStep(facts),
  notificationStep(facts),
  topicsStep(facts),
]

function addressStep(facts: SetupFacts): SetupStep {
  const name = 'Webhook address'
  if (facts.isSandbox) return done(name, 'The sandbox calls this service directly.')
  const copy = `${facts.publicUrl}/webhooks/intercom`
  const problem = publicUrlProblem(facts.publicUrl)
  if (!problem) return { ...done(name, `Paste it at ${WHERE}.`), copy }
  return {
    ...open(name, 'wrong', `Intercom cannot call this address: ${problem}.`, [
      'Set `PUBLIC_URL` in `.env` to the https address of your reverse proxy, for example `https://firstline.example.com`.',
      'The proxy passes on `/webhooks/intercom`, and nothing else.',
      'Restart Firstline, and paste the new address.',
    ]),
    copy,
  }
}

function pingStep({ heard, isSandbox, apiUrl }: SetupFacts): SetupStep {
  const name = 'First ping'
  const ping = heard.find(({ topic }) => topic === 'ping')
  if (ping)
    return { ...done(name, 'Received, and the signature is right. The last one came'), at: ping.lastAt }
  const next = isSandbox
    ? [`Ask the sandbox for one: \`curl -X POST ${apiUrl}/play/ping\`.`]
    : [
        `${WHERE}: paste the address, save, and send a test request.`,
        'Nothing comes, or Intercom says 401? Copy the client secret from Basic Information into `.env` as `INTERCOM_CLIENT_SECRET`, and restart.',
      ]
  return open(name, 'waiting', 'None has come yet.', next)
}

function notificationStep({ heard, isSandbox, apiUrl }: SetupFacts): SetupStep {
  const name = 'First notification'
  const real = heard.filter(({ topic }) => topic !== 'ping')
  const [first] = real.toSorted((a, b) => a.firstAt.getTime() - b.firstAt.getTime())
  if (first) return { ...done(name, `Received: \`${first.topic}\`,`), at: first.firstAt }
  const next = isSandbox
    ? [`Write as a contact on the sandbox's page, ${apiUrl}.`]
    : [
        `${WHERE}: choose the topics below; they need the permission Read conversations.`,
        'Then write to your workspace as a contact, from your own Messenger.',
      ]
  return open(name, 'waiting', 'None has come yet.', next)
}

function topicsStep({ heard, contentTopics }: SetupFacts): SetupStep {
  const name = 'Topics'
  const isHeard = (topic: string) => heard.some((one) => one.topic === topic)
  const tick = (topic: WebhookTopic | ContentTopic): Tick => ({
    name: topic,
    isDone: isHeard(topic),
    note: isHeard(topic) ? 'heard' : `comes when ${HAPPENS_WHEN[topic]}`,
  })
  const ticks = WEBHOOK_TOPICS.map(tick)
  const ofContent = contentTopics.map(tick)
  const found = `Heard ${countDone(ticks)} of ${ticks.length}. Intercom does not tell which ones you chose: each one shows itself.${contentInWords(ofContent)}`
  const all = [...ticks, ...ofContent]
  if (NEEDED_FIRST.every(isHeard)) return { ...done(name, found), ticks: all }
  const next = isHeard('conversation.user.created') ? ['Write once more into the same conversation.'] : []
  return { ...open(name, 'waiting', found, next), ticks: all }
}

const countDone = (ticks: readonly Tick[]): number => ticks.filter(({ isDone }) => isDone).length

/** They are a help, and nothing that a conversation waits for. */
const contentInWords = (ticks: readonly Tick[]): string =>
  ticks.length === 0
    ? ''
    : ` Of knowledge: ${countDone(ticks)} of ${ticks.length}; without these, an edit counts after five minutes, a deletion overnight.`
