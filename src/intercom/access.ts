import { type IntercomError, isForeign } from './intercom-error.ts'
import { HELD_BACK } from './rate-limited-error.ts'

/** Whether Intercom lets us in, as its answers show. */
export type Access = {
  /** What is refused at present, in words and with what to do; nothing while all is well. */
  readonly problem: () => string | undefined
  /** Something that is not in the way, but should be put right. */
  readonly warning: () => string | undefined
  /** Says what somebody found out about the reason. */
  readonly hint: (words: string) => void
  /** Why a call is not to be made now; nothing when it may. */
  readonly stopOf: () => IntercomError | undefined
  /** What came of a call: an error, or none. */
  readonly note: (call: string, error?: IntercomError) => void
}

export type AccessOptions = {
  /** Told when the problem changes, and when it is over. */
  readonly onChange?: (problem: string | undefined) => void
}

const STOPPED = 'Nothing is asked or sent until it is accepted again; what comes in is stored.'

/** What an operator has to put right: another try does not help. */
const isRefusal = (error: IntercomError): boolean =>
  [402, 403].includes(error.status) ||
  ['admin_not_found', 'team_not_found'].includes(error.code) ||
  isForeign(error)

/**
 * Remembers what is refused. A token that is not accepted stops every call but `GET /me`, which finds out when it is
 * again; any other refusal is told until the same call succeeds.
 */
export function createAccess({ onChange = () => {} }: AccessOptions = {}): Access {
  const refused = new Map<string, string>()
  let stop: IntercomError | undefined
  let hint: string | undefined
  const problem = () => (stop ? stopped(stop, hint) : [...refused.values()].at(-1))
  const change = (alter: () => void) => {
    const before = problem()
    alter()
    if (problem() !== before) onChange(problem())
  }
  const noteError = (call: string, error: IntercomError) => {
    const isStop = error.status === 401 && !isForeign(error)
    if (isStop) stop ??= error
    else if (isAnswered(error)) stop = undefined
    if (isRefusal(error)) refused.set(call, error.message)
  }
  return {
    problem,
    warning: () => (stop ? undefined : hint),
    hint: (words) =>
      change(() => {
        hint = words
      }),
    stopOf: () => stop,
    note: (call, error) =>
      change(() => {
        if (error) return noteError(call, error)
        stop = undefined
        refused.delete(call)
      }),
  }
}

const stopped = ({ message }: IntercomError, hint: string | undefined): string =>
  [hint, message, STOPPED].filter(Boolean).join(' ')

/** By Intercom itself, which lets nobody in who is not known to it. */
const isAnswered = (error: IntercomError): boolean =>
  error.status > 0 && error.status < 500 && error.code !== HELD_BACK && !isForeign(error)
