const lateMs = new WeakMap<object, number>()

/** Notes that the part this request makes is to stay invisible to reads for a while. */
export const setLateMs = (request: object, ms: number) => {
  lateMs.set(request, ms)
}

/** How long the part this request makes stays invisible, if a fault asks for it. */
export const lateMsOf = (request: object): number | undefined => lateMs.get(request)
