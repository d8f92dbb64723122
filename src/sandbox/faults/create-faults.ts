import type { Fault } from './fault.ts'

/** The faults in wait. */
export type Faults = {
  readonly add: (faults: readonly Fault[]) => void
  readonly clear: () => void
  readonly all: () => readonly Fault[]
  /** The first fault that meets this request, used up by one. */
  readonly take: (method: string, path: string) => Fault | undefined
}

const meets = ({ match }: Fault, method: string, path: string) =>
  (match.method === undefined || match.method === method) &&
  (match.path === undefined || new RegExp(match.path).test(path))

const usedOnce = (fault: Fault): Fault[] => {
  const times = fault.match.times - 1
  return times === 0 ? [] : [{ ...fault, match: { ...fault.match, times } }]
}

/** No faults yet. */
export const createFaults = (): Faults => {
  let waiting: readonly Fault[] = []
  return {
    add: (faults) => {
      waiting = [...waiting, ...faults]
    },
    clear: () => {
      waiting = []
    },
    all: () => waiting,
    take: (method, path) => {
      const found = waiting.find((fault) => meets(fault, method, path))
      waiting = waiting.flatMap((fault) => (fault === found ? usedOnce(fault) : [fault]))
      return found
    },
  }
}
