import type { Settings } from '../../config/settings.ts'
import type { AdminId, TeamId } from '../../domain/ids.ts'
import type { Me, Team, Teammate } from '../../intercom/read-people.ts'
import { type Finding, findingsOf } from './finding.ts'
import { counted, someOf } from './in-words.ts'

const bot = findingsOf('Bot author')
const teams = findingsOf('Teams')

export type BotCase = {
  readonly botAdminId: AdminId | undefined
  readonly me: Me
  readonly admins: readonly Teammate[]
}

const KEEP_ONE = 'Keep a teammate with an inbox seat for the bot, and set INTERCOM_BOT_ADMIN_ID to its id.'

/** Who the bot writes as: there, with a seat, not away, and not the person who made the token. */
export function judgeBot({ botAdminId, me, admins }: BotCase): readonly Finding[] {
  const id = botAdminId ?? me.adminId
  const found = admins.find((one) => one.id === id)
  if (!found) {
    const known = admins.map(({ id: one, name }) => (name ? `${one} ${name}` : one))
    return [
      bot.fail(`no teammate has the id ${id}`, `Set INTERCOM_BOT_ADMIN_ID to one of: ${someOf(known, 6)}.`),
    ]
  }
  const name = `${found.name ?? 'a teammate'} (${id})`
  if (found.hasInboxSeat === false) {
    const fix = 'Give it an inbox seat (Intercom, Settings, Teammates): without one nothing can be written.'
    return [bot.fail(`${name} has no inbox seat`, fix)]
  }
  const warnings = judgeManners(name, found, { botAdminId, me })
  return warnings.length > 0 ? warnings : [bot.ok(`${name}, with an inbox seat`)]
}

function judgeManners(
  name: string,
  { isAway }: Teammate,
  { botAdminId, me }: Pick<BotCase, 'botAdminId' | 'me'>,
): readonly Finding[] {
  if (!botAdminId) return [bot.warn(`not set: notes are written as ${name}, who owns the token`, KEEP_ONE)]
  const owner = `${name} owns the token: what this person writes looks like the bot's, and the other way round`
  return [
    ...(botAdminId === me.adminId ? [bot.warn(owner, KEEP_ONE)] : []),
    ...(isAway
      ? [bot.warn(`${name} is away`, 'Take it out of away mode: Intercom moves its conversations.')]
      : []),
  ]
}

export type TeamsCase = {
  readonly handOffTeamId: TeamId | undefined
  readonly settings: Pick<Settings, 'handoff' | 'answers'>
  readonly teams: readonly Team[]
  readonly botAdminId: AdminId
  readonly admins: readonly Teammate[]
}

type Wanted = { readonly id: TeamId; readonly where: string; readonly forHandOff: boolean }

/** Every team and teammate that the settings name: whether they are there, and whether somebody reads there. */
export function judgeTeams(found: TeamsCase): readonly Finding[] {
  const wanted = wantedTeams(found)
  const problems = [...wanted.flatMap((one) => judgeTeam(one, found)), ...judgeAnswering(found)]
  if (!found.handOffTeamId) {
    problems.push(teams.warn('no team gets hand-offs', 'Set INTERCOM_HANDOFF_TEAM_ID; mode auto needs it.'))
  }
  if (problems.length > 0) return problems
  const names = wanted.map(({ id }) => nameOf(id, found.teams))
  return [
    teams.ok(`${counted(wanted.length, 'team')} of the settings, all there: ${someOf([...new Set(names)])}`),
  ]
}

function wantedTeams({ handOffTeamId, settings }: TeamsCase): readonly Wanted[] {
  const { handoff, answers } = settings
  return [
    ...(handOffTeamId ? [{ id: handOffTeamId, where: 'INTERCOM_HANDOFF_TEAM_ID', forHandOff: true }] : []),
    ...handoff.teams.map(({ team_id: id }) => ({ id, where: 'handoff.teams', forHandOff: true })),
    ...answers.teams.map((id) => ({ id, where: 'answers.teams', forHandOff: false })),
    ...answers.bot_teams.map((id) => ({ id, where: 'answers.bot_teams', forHandOff: false })),
  ]
}

function judgeTeam({ id, where, forHandOff }: Wanted, { teams: all, botAdminId, settings }: TeamsCase) {
  const team = all.find((one) => one.id === id)
  if (!team) {
    const known = all.map(({ id: one, name }) => (name ? `${one} ${name}` : one))
    return [teams.fail(`${where}: no team has the id ${id}`, `Set it to one of: ${someOf(known, 6)}.`)]
  }
  const name = nameOf(id, all)
  const people = team.members?.filter((member) => member !== botAdminId)
  if (forHandOff && people?.length === 0) {
    return [teams.fail(`${where}: nobody is in ${name}`, 'Add teammates to it, or hand-offs wait unseen.')]
  }
  if (forHandOff && settings.answers.bot_teams.includes(id)) {
    const fix = 'Choose a team of people for hand-offs, or take it out of answers.bot_teams.'
    return [teams.warn(`${where}: ${name} stands for the bot, so that hand-offs come back to it`, fix)]
  }
  return []
}

/** `answers.admins` names teammates. */
const judgeAnswering = ({ settings, admins }: TeamsCase): readonly Finding[] =>
  settings.answers.admins
    .filter((id) => !admins.some((one) => one.id === id))
    .map((id) => teams.fail(`answers.admins: no teammate has the id ${id}`, 'Correct it in firstline.yaml.'))

const nameOf = (id: TeamId, all: readonly Team[]): string => {
  const name = all.find((one) => one.id === id)?.name
  return name ? `${name} (${id})` : id
}
