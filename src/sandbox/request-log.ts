/** Counts the API's requests by method and route, such as "GET /conversations/:id". */
export type RequestLog = {
  readonly add: (method: string, route: string) => void
  readonly counts: () => Readonly<Record<string, number>>
}

/** An empty log. */
export const createRequestLog = (): RequestLog => {
  const counts = new Map<string, number>()
  return {
    add: (method, route) => {
      const key = `${method} ${route}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    counts: () => Object.fromEntries(counts),
  }
}
