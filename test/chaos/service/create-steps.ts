import { AsyncLocalStorage } from 'node:async_hooks'

/** The call at which a process is to die: for the `nth` time that it comes by there. */
export type DeathOrder = { readonly point: string; readonly moment: 'before' | 'after'; readonly nth: number }

/** Counts the calls that a process makes to the outside, and lets it die at one of them. */
export type Steps = {
  /** One call: the process may die before it is made, or when it is done and nobody has heard of it. */
  readonly step: <T>(port: string, act: () => Promise<T>) => Promise<T>
  /** Calls in here are counted from one: `turn/db:3` is the third call to the database of some turn. */
  readonly inScope: <T>(name: string, work: () => Promise<T>) => Promise<T>
  /** From now on a call outside of every scope belongs to intake. */
  readonly started: () => void
}

export type StepsDeps = {
  readonly order: DeathOrder | undefined
  /** Told of every point that is reached for the first time. */
  readonly onReached: (point: string) => void
  /** Ends the process; never returns. */
  readonly die: (order: DeathOrder) => Promise<never>
}

type Scope = { readonly name: string; readonly counts: Map<string, number> }

const openScope = (name: string): Scope => ({ name, counts: new Map() })

export function createSteps({ order, onReached, die }: StepsDeps): Steps {
  const scopes = new AsyncLocalStorage<Scope>()
  const reached = new Map<string, number>()
  let outside = () => starting
  const starting = openScope('start')

  const nameOf = (port: string): string => {
    const { name, counts } = scopes.getStore() ?? outside()
    const ordinal = (counts.get(port) ?? 0) + 1
    counts.set(port, ordinal)
    return `${name}/${port}:${ordinal}`
  }
  const isDue = (point: string, moment: DeathOrder['moment'], times: number) =>
    order?.point === point && order.moment === moment && order.nth === times

  return {
    step: async (port, act) => {
      const point = nameOf(port)
      const times = (reached.get(point) ?? 0) + 1
      reached.set(point, times)
      if (times === 1) onReached(point)
      if (order && isDue(point, 'before', times)) await die(order)
      const done = await act()
      if (order && isDue(point, 'after', times)) await die(order)
      return done
    },
    inScope: (name, work) => scopes.run(openScope(name), work),
    started: () => {
      outside = () => openScope('intake')
    },
  }
}
