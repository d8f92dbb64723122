import type { IntercomConfig } from '../config/parse-config.ts'
import { AdminId, TeamId } from '../domain/ids.ts'
import type { Sandbox } from '../sandbox/start-sandbox.ts'

/** How to reach a sandbox workspace that runs here. */
export const toIntercomConfig = (sandbox: Sandbox): IntercomConfig => ({
  accessToken: sandbox.accessToken,
  clientSecret: sandbox.clientSecret,
  baseUrl: sandbox.url,
  apiVersion: '2.16',
  botAdminId: AdminId.parse(sandbox.botAdminId),
  handOffTeamId: TeamId.parse(sandbox.handOffTeamId),
})

/** The same as environment variables, for a service in a process of its own. */
export const toEnvironment = (sandbox: Sandbox): string =>
  [
    `INTERCOM_ACCESS_TOKEN=${sandbox.accessToken}`,
    `INTERCOM_CLIENT_SECRET=${sandbox.clientSecret}`,
    `INTERCOM_BASE_URL=${sandbox.url}`,
    `INTERCOM_BOT_ADMIN_ID=${sandbox.botAdminId}`,
    `INTERCOM_HANDOFF_TEAM_ID=${sandbox.handOffTeamId}`,
  ].join('\n')
