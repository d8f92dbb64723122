import type { Asked, SetupFacts } from './setup-facts.ts'
import { done, open, type SetupStep } from './setup-step.ts'

const RESTART = 'Restart Firstline.'

/** What stands in `.env`: does Intercom know it? */
export const connectSteps = (facts: SetupFacts): readonly SetupStep[] => [
  tokenStep(facts),
  botStep(facts),
  teamStep(facts),
  articlesStep(facts),
  mindStep(facts),
]

function tokenStep({ me, region, isSandbox }: SetupFacts): SetupStep {
  const name = 'Access token'
  if (me.kind === 'failed') return refusedToken(name, me)
  const { appName, appId, region: told } = me.value
  const where = told ? `, data in region ${told}` : ''
  const found = `Accepted: ${appName ?? 'workspace'}, app id ${appId}${where}.`
  if (isSandbox || !told || !region || told.toLowerCase() === region) return done(name, found)
  return open(name, 'wrong', `${found} But \`INTERCOM_REGION\` is ${region}.`, [
    `Set \`INTERCOM_REGION=${told.toLowerCase()}\` in \`.env\`.`,
    RESTART,
  ])
}

function refusedToken(name: string, { status, code }: Extract<SetupFacts['me'], { kind: 'failed' }>) {
  if (status === 401 || status === 403) {
    return open(name, 'wrong', `Intercom refuses the token (HTTP ${status}, ${code}).`, [
      'Developer Hub, your app, Configure, Authentication: copy the access token again. Whoever changes permissions gets a new one.',
      'Put it into `.env` as `INTERCOM_ACCESS_TOKEN`, and check `INTERCOM_REGION`.',
      RESTART,
    ])
  }
  const answer = status === 0 ? 'no answer' : `HTTP ${status}`
  return open(name, 'waiting', `Intercom cannot be reached (${answer}, ${code}).`, [
    'Firstline keeps trying. If it stays like this, check that this machine may call out by https.',
  ])
}

/** The people that Intercom could not be asked for have their own line; here it would only be repeated. */
const unread = (name: string, asked: Extract<Asked<unknown>, { kind: 'failed' }>, permission: string) =>
  asked.status === 403
    ? open(name, 'wrong', 'The token may not read who works here (HTTP 403).', [
        `Developer Hub, your app, Configure, Authentication: tick ${permission}, and copy the new access token.`,
        RESTART,
      ])
    : open(name, 'waiting', 'Not known before Intercom has accepted the token.', [])

function botStep({ botAdminId, admins, me }: SetupFacts): SetupStep {
  const name = "The bot's teammate"
  if (admins.kind === 'failed') return unread(name, admins, 'Read admins')
  const seated = admins.value.filter(({ hasInboxSeat }) => hasInboxSeat !== false)
  const choose = `Put its id into \`.env\` as \`INTERCOM_BOT_ADMIN_ID\`. With an inbox seat: ${listOf(seated)}.`
  const invite = 'In Intercom, invite a teammate that is kept for the bot, and give it an inbox seat.'
  if (!botAdminId) {
    return open(
      name,
      'todo',
      "Not set: notes are written as the token's owner, and `auto` is not possible.",
      [invite, choose, RESTART],
    )
  }
  const bot = admins.value.find(({ id }) => id === botAdminId)
  if (!bot) return open(name, 'wrong', `This workspace has no teammate ${botAdminId}.`, [choose, RESTART])
  const who = `${bot.name ?? 'Teammate'}, id ${bot.id}`
  if (bot.hasInboxSeat === false) {
    return open(name, 'wrong', `${who}, has no inbox seat, so that Intercom lets it write nothing.`, [
      'In Intercom, Settings, Teammates: give it an inbox seat.',
    ])
  }
  const owns = me.kind === 'known' && me.value.adminId === bot.id
  return done(
    name,
    owns ? `${who}. It also owns the access token; a teammate kept for the bot is safer.` : `${who}.`,
  )
}

function teamStep({ handOffTeamId, teams, botAdminId }: SetupFacts): SetupStep {
  const name = 'The team for hand-offs'
  if (teams.kind === 'failed') return unread(name, teams, 'Read admins')
  const choose = `Put a team's id into \`.env\` as \`INTERCOM_HANDOFF_TEAM_ID\`. There are: ${listOf(teams.value)}.`
  if (!handOffTeamId) {
    return open(name, 'todo', 'Not set: notes need none, but `auto` does.', [choose, RESTART])
  }
  const team = teams.value.find(({ id }) => id === handOffTeamId)
  if (!team) return open(name, 'wrong', `This workspace has no team ${handOffTeamId}.`, [choose, RESTART])
  const who = `${team.name ?? 'Team'}, id ${team.id}`
  const people = team.members?.filter((id) => id !== botAdminId)
  if (people?.length === 0) {
    return open(name, 'wrong', `${who}, has nobody in it: who would answer?`, [
      'In Intercom, Settings, Teams: add teammates to it.',
    ])
  }
  return done(name, `${who}${people ? `, with ${people.length} in it` : ''}.`)
}

const MOST_LISTED = 12

function listOf(people: readonly { readonly id: string; readonly name?: string }[]): string {
  const listed = people.slice(0, MOST_LISTED).map(({ id, name }) => `${name ?? 'no name'} \`${id}\``)
  return listed.length === 0 ? 'nobody' : listed.join(', ') + (people.length > MOST_LISTED ? ' …' : '')
}

/** Without any article the service does not start. */
const articlesStep = ({ articles, knowledgeFolder }: SetupFacts): SetupStep =>
  done(
    'Articles',
    `${articles} can be used, from the folder \`${knowledgeFolder}\` and what \`knowledge\` in firstline.yaml names besides.`,
  )

function mindStep({ model }: SetupFacts): SetupStep {
  const name = 'The mind'
  if (!model) return done(name, 'Extractive: it quotes your articles. With `OPENAI_API_KEY` it also writes.')
  const { strong, fast, problem } = model
  const which = strong === fast ? strong : `${strong} drafts, ${fast} understands and verifies`
  if (!problem) return done(name, `A language model: ${which}.`)
  return open(name, 'wrong', `A language model: ${which}. Right now: ${problem}.`, [
    'Check `OPENAI_API_KEY`, `OPENAI_BASE_URL` and the names of the models in `.env`.',
  ])
}
