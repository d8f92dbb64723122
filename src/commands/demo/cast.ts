import { AppId } from '../../domain/ids.ts'
import type { Sandbox } from '../../sandbox/start-sandbox.ts'

/** Names from the scripts as ids of this sandbox. */
export function createCast(sandbox: Sandbox) {
  const find = (
    people: readonly { readonly id: string; readonly name: string | null }[],
    name: string,
  ): string => {
    const found = people.find((person) => (person.name ?? 'lead').startsWith(name))
    if (!found) throw new Error(`the sandbox knows no ${name}`)
    return found.id
  }
  const isTeam = (name: string) => sandbox.teams.some((team) => team.name === name)
  const admin = (name: string) => (name === 'bot' ? sandbox.botAdminId : find(sandbox.admins, name))
  return {
    appId: AppId.parse(sandbox.appId),
    botAdminId: sandbox.botAdminId,
    contact: (name: string) => find(sandbox.contacts, name),
    admin,
    assignee: (name: string) =>
      isTeam(name) ? { type: 'team', id: find(sandbox.teams, name) } : { type: 'admin', id: admin(name) },
  }
}

export type Cast = ReturnType<typeof createCast>
