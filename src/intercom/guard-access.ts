import type { Access } from './access.ts'
import type { Intercom } from './create-intercom.ts'
import type { Written } from './to-written.ts'
import { IntercomError, isForeign } from './intercom-error.ts'

/** The same workspace, but every call asks `access` first and tells it what came of it. */
export function guardAccess(own: Intercom, access: Access): Intercom {
  const look =
    <Args extends readonly unknown[], Value>(name: string, read: (...args: Args) => Promise<Value>) =>
    async (...args: Args): Promise<Value> => {
      const stop = access.stopOf()
      if (stop) throw stop
      return watched(name, read(...args))
    }
  const watched = async <Value>(name: string, reading: Promise<Value>): Promise<Value> => {
    try {
      const value = await reading
      access.note(name)
      return value
    } catch (error) {
      if (error instanceof IntercomError) access.note(name, error)
      throw error
    }
  }
  const write =
    <Args extends readonly unknown[]>(
      name: string,
      writing: (...args: Args) => Promise<Written>,
      isMinor: (error: IntercomError) => boolean = () => false,
    ) =>
    async (...args: Args): Promise<Written> => {
      const stop = access.stopOf()
      if (stop) return { kind: 'refused', error: stop }
      const written = await writing(...args)
      const error = written.kind === 'written' ? undefined : written.error
      if (!error || !isMinor(error)) access.note(name, error)
      return written
    }
  return {
    // Asked at every start, and the cheapest way to find out: never held back.
    me: () => watched('me', own.me()),
    readConversation: look('readConversation', own.readConversation),
    openSince: look('openSince', own.openSince),
    unresolved: look('unresolved', own.unresolved),
    newest: look('newest', own.newest),
    admins: look('admins', own.admins),
    teams: look('teams', own.teams),
    tags: look('tags', own.tags),
    people: look('people', own.people),
    writeComment: write('writeComment', own.writeComment),
    writeNote: write('writeNote', own.writeNote),
    assignTeam: write('assignTeam', own.assignTeam),
    // Nobody waits for a tag: that it may not be set is counted, and keeps the service ready.
    addTag: write('addTag', own.addTag, (error) => [403, 404].includes(error.status) && !isForeign(error)),
    close: write('close', own.close),
  }
}
