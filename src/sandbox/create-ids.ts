import { randomBytes, randomInt } from 'node:crypto'

/** Makes every id and secret of one sandbox workspace. Ids rise, as Intercom's do, from a start nobody can guess. */
export type Ids = {
  /** A whole number as text: conversations, parts, admins, teams and tags. */
  readonly next: () => string
  /** 24 hex digits: contacts. */
  readonly contact: () => string
  /** Eight letters and digits: the workspace. */
  readonly app: () => string
  /** 40 hex digits: tokens and secrets. */
  readonly secret: () => string
}

/** Starts the ids of one workspace. They stay far below 2^53, because Intercom sends assignee ids as JSON numbers. */
export const createIds = (): Ids => {
  let last = randomInt(100_000_000, 900_000_000)
  const next = () => {
    last += randomInt(1, 9)
    return String(last)
  }
  return {
    next,
    contact: () => randomBytes(12).toString('hex'),
    app: () => `sb${randomBytes(3).toString('hex')}`,
    secret: () => randomBytes(20).toString('hex'),
  }
}
