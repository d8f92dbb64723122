import type { IntercomConfig } from '../../config/parse-config.ts'
import { contentTopics } from '../../intercom/webhook-topics.ts'
import { usedIntercomSources } from '../../knowledge/sources/intercom-sources.ts'
import { judgeIntercom } from './check-intercom.ts'
import { judgeBot, judgeTeams } from './check-people.ts'
import { judgeTags } from './check-tags.ts'
import { judgeBots, judgeRate } from './check-traffic.ts'
import { judgeContentTopics, judgeWebhooks } from './check-webhooks.ts'
import { type ChecksDeps, isWrong, type Readings } from './checks-deps.ts'
import type { Check } from './examine.ts'
import { type Finding, findingsOf } from './finding.ts'
import type { DatabaseReading } from './read-database.ts'
import type { IntercomReading } from './read-intercom.ts'

/** What says where Intercom is, and who asks it. */
export const OF_INTERCOM = [
  'INTERCOM_ACCESS_TOKEN',
  'INTERCOM_REGION',
  'INTERCOM_BASE_URL',
  'INTERCOM_API_VERSION',
] as const

/** What a workspace says of the bot, its teams, tags, webhooks and traffic. */
export function intercomChecks(deps: ChecksDeps, readings: Readings): readonly Check[] {
  const { intercom } = deps.reading.config
  const wrong = isWrong(deps, ...OF_INTERCOM)
  if (wrong || !intercom) {
    const why = wrong
      ? `${wrong} is wrong: see Settings`
      : 'no INTERCOM_ACCESS_TOKEN: the sandbox workspace is what will be used'
    return [{ name: 'Intercom', look: async () => [findingsOf('Intercom').skipped(why)] }]
  }
  const look = (judge: (reading: IntercomReading) => readonly Finding[]) => async () => {
    const reading = await readings.intercom()
    return reading ? judge(reading) : []
  }
  return [
    { name: 'Intercom', look: look((reading) => judgeIntercom(intercom, reading)) },
    { name: 'Bot author', look: look((reading) => lookAtBot(intercom, reading)) },
    { name: 'Teams', look: look((reading) => lookAtTeams(deps, intercom, reading)) },
    { name: 'Tags', look: look(({ tags }) => judgeTags(deps.reading.config.settings, tags)) },
    { name: 'Webhooks', look: async () => lookAtWebhooks(await readings.database(), deps) },
    { name: 'Other bots', look: look(({ bots }) => (bots.kind === 'read' ? [judgeBots(bots.value)] : [])) },
    {
      name: 'Rate limit',
      look: look(({ me, rateLimit }) => (me.kind === 'read' ? [judgeRate(rateLimit)] : [])),
    },
  ]
}

function lookAtBot({ botAdminId }: IntercomConfig, { me, admins }: IntercomReading): readonly Finding[] {
  if (me.kind !== 'read' || admins.kind !== 'read') return [findingsOf('Bot author').skipped(COULD_NOT)]
  return judgeBot({ botAdminId, me: me.value, admins: admins.value })
}

function lookAtTeams(
  { reading }: ChecksDeps,
  { botAdminId, handOffTeamId }: IntercomConfig,
  { me, admins, teams }: IntercomReading,
): readonly Finding[] {
  if (me.kind !== 'read' || admins.kind !== 'read' || teams.kind !== 'read') {
    return [findingsOf('Teams').skipped(COULD_NOT)]
  }
  return judgeTeams({
    handOffTeamId,
    settings: reading.config.settings,
    teams: teams.value,
    admins: admins.value,
    botAdminId: botAdminId ?? me.value.adminId,
  })
}

const COULD_NOT = 'Intercom could not be asked'

function lookAtWebhooks(
  reading: DatabaseReading,
  { reading: { config }, now }: Pick<ChecksDeps, 'reading' | 'now'>,
): readonly Finding[] {
  const { skipped } = findingsOf('Webhooks')
  if (reading.kind === 'new') return [skipped('nothing was received yet: the service has never run here')]
  if (reading.kind !== 'read') return [skipped('the database could not be asked what was received')]
  const { workspace } = reading.facts
  if (!workspace) return [skipped('this database does not know the workspace yet: start the service once')]
  const { notifications, heard } = workspace
  const topics = contentTopics(usedIntercomSources(config.settings.knowledge))
  return [
    ...judgeWebhooks({ notifications, now, url: `${config.publicUrl}/webhooks/intercom` }),
    ...judgeContentTopics({ topics, heard, now }),
  ]
}
