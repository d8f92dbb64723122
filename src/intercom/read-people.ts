import { type AdminId, AppId, type TagId, type TeamId } from '../domain/ids.ts'
import { expectShape } from './expect-shape.ts'
import {
  type AdminPayload,
  AdminsPayload,
  MePayload,
  type TagPayload,
  TagsPayload,
  type TeamPayload,
  TeamsPayload,
} from './payloads.ts'

export type Me = {
  readonly appId: AppId
  readonly appName?: string
  /** `US`, `EU` or `AU`, where Intercom says so. */
  readonly region?: string
  readonly adminId: AdminId
  readonly adminName?: string
}

/** A teammate. What Intercom does not say of one is absent. */
export type Teammate = {
  readonly id: AdminId
  readonly name?: string
  readonly hasInboxSeat?: boolean
  readonly isAway?: boolean
}

/** A team, and the teammates in it where Intercom says who they are. */
export type Team = { readonly id: TeamId; readonly name?: string; readonly members?: readonly AdminId[] }

/** A tag of the workspace. */
export type Tag = { readonly id: TagId; readonly name?: string }

/** Who is who in the workspace, by id. */
export type People = {
  readonly admins: ReadonlyMap<string, string>
  readonly teams: ReadonlyMap<string, string>
}

/** Who and what there is in the workspace, besides conversations. */
export function createReadPeople(get: (path: string) => Promise<unknown>) {
  const admins = async (): Promise<readonly Teammate[]> =>
    expectShape(AdminsPayload, await get('/admins'), 'GET /admins').admins.map(toTeammate)
  const teams = async (): Promise<readonly Team[]> =>
    expectShape(TeamsPayload, await get('/teams'), 'GET /teams').teams.map(toTeam)
  return {
    me: async (): Promise<Me> => toMe(expectShape(MePayload, await get('/me'), 'GET /me')),
    admins,
    teams,
    tags: async (): Promise<readonly Tag[]> =>
      expectShape(TagsPayload, await get('/tags'), 'GET /tags').data.map(toTag),
    people: async (): Promise<People> => ({
      admins: namesById(await admins()),
      teams: namesById(await teams()),
    }),
  }
}

const namesById = (
  list: readonly { readonly id: string; readonly name?: string }[],
): ReadonlyMap<string, string> => new Map(list.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])))

function toMe({ id, name, app }: MePayload): Me {
  return {
    appId: AppId.parse(app.id_code),
    ...(app.name && { appName: app.name }),
    ...(app.region && { region: app.region }),
    adminId: id,
    ...(name && { adminName: name }),
  }
}

const toTeammate = ({ id, name, has_inbox_seat, away_mode_enabled }: AdminPayload): Teammate => ({
  id,
  ...(name && { name }),
  ...(typeof has_inbox_seat === 'boolean' && { hasInboxSeat: has_inbox_seat }),
  ...(typeof away_mode_enabled === 'boolean' && { isAway: away_mode_enabled }),
})

const toTeam = ({ id, name, admin_ids }: TeamPayload): Team => ({
  id,
  ...(name && { name }),
  ...(admin_ids && { members: admin_ids }),
})

const toTag = ({ id, name }: TagPayload): Tag => ({ id, ...(name && { name }) })
