/** A customer of the invented company. A lead may have neither name nor e-mail, as in a real workspace. */
export type Contact = {
  readonly id: string
  readonly role: 'user' | 'lead'
  readonly name: string | null
  readonly email: string | null
  readonly externalId: string | null
  /** ISO 639-1: the language this person writes in. */
  readonly language: string
}

/** A teammate. Without an inbox seat an admin can't write in conversations (reference, 2.2). */
export type Admin = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly jobTitle: string
  readonly hasInboxSeat: boolean
  readonly teamIds: readonly string[]
}

/** An inbox team. */
export type Team = {
  readonly id: string
  readonly name: string
  readonly adminIds: readonly string[]
}

/** The workspace's people and secrets: everything about it that never changes while it runs. */
export type Company = {
  readonly name: string
  readonly appId: string
  readonly accessToken: string
  readonly clientSecret: string
  readonly contacts: readonly Contact[]
  readonly admins: readonly Admin[]
  readonly teams: readonly Team[]
  /** Whoever created the token: what `GET /me` answers. Never the bot, as in a well-kept workspace. */
  readonly tokenOwnerId: string
  readonly botAdminId: string
  readonly botTeamId: string
  readonly handOffTeamId: string
  /** The author id of Operator, Fin and workflows. */
  readonly operatorId: string
}
