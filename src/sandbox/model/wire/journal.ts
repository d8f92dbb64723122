/** One request that the model server was sent. */
export type ModelRequestSeen = {
  /** From 1, in the order of arrival. */
  readonly number: number
  /** Below /v1, for example `chat/completions`. */
  readonly path: string
  readonly model: string | undefined
  readonly tool: string | undefined
  /** Letters of each message, or of each text to embed. */
  readonly messageSizes: readonly number[]
  /** What went wrong on purpose. */
  readonly misbehaved: string | undefined
  /** Whether the client hung up before the whole answer was sent. */
  readonly closedEarly: boolean
  /** `undefined` while the answer is on its way, and when the client did not wait for it. */
  readonly status: number | undefined
}

export type Journal = {
  /** Notes a request; what it returns notes what became of it. */
  readonly begin: (path: string) => (more: Partial<Omit<ModelRequestSeen, 'number' | 'path'>>) => void
  /** The last requests, oldest first. */
  readonly all: () => readonly ModelRequestSeen[]
}

const KEPT = 500

/** An empty journal. */
export const createJournal = (): Journal => {
  const kept = new Map<number, ModelRequestSeen>()
  let count = 0
  return {
    begin: (path) => {
      count += 1
      const number = count
      const unknown = { model: undefined, tool: undefined, misbehaved: undefined, status: undefined }
      kept.set(number, { number, path, messageSizes: [], closedEarly: false, ...unknown })
      kept.delete(number - KEPT)
      return (more) => {
        const before = kept.get(number)
        if (before) kept.set(number, { ...before, ...more })
      }
    },
    all: () => [...kept.values()].toSorted((a, b) => a.number - b.number),
  }
}
