import type { Adapt } from '../../../src/composition/adapt.ts'
import type { Steps } from './create-steps.ts'

/** The parts that `app.ts` composes, each call of theirs to the outside counted. */
export const countedParts = (steps: Steps): Required<Omit<Adapt, 'mind' | 'patience'>> => ({
  store: (own) => ({
    ...own,
    db: countQueries(own.db, steps),
    migrate: () => steps.step('db', own.migrate),
  }),
  queue: (own) => ({
    ...own,
    start: () => steps.step('queue', own.start),
    wake: (...given) => steps.step('queue', () => own.wake(...given)),
    wakeIn: (...given) => steps.step('queue', () => own.wakeIn(...given)),
    workTurns: (handler, isOutage) =>
      steps.step('queue', () =>
        own.workTurns((ref) => steps.inScope('turn', () => steps.step('job', () => handler(ref))), isOutage),
      ),
    repeat: (name, cron, handler, timezone) =>
      steps.step('queue', () => own.repeat(name, cron, () => steps.inScope(name, handler), timezone)),
  }),
  intercom: (own) => countCalls(own, 'intercom', steps),
  ask: (own) => (request) => steps.step('model', () => own(request)),
})

/** Every function of a part is one call. */
const countCalls = <Part extends object>(own: Part, port: string, { step }: Steps): Part =>
  new Proxy(own, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name, target)
      if (!isFunction(found)) return found
      return (...given: readonly unknown[]) => step(port, async () => Reflect.apply(found, target, given))
    },
  })

/** A transaction is one call, and so is a statement outside of one: it runs once somebody waits for it. */
const countQueries = <Part extends object>(own: Part, steps: Steps): Part =>
  new Proxy(own, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name, target)
      if (!isFunction(found)) return found
      if (name === 'then') return countWaiting(found, target, steps)
      return (...given: readonly unknown[]) => {
        if (name === 'transaction') return steps.step('db', async () => Reflect.apply(found, target, given))
        const result: unknown = Reflect.apply(found, target, given)
        return isWaitable(result) ? countQueries(result, steps) : result
      }
    },
  })

type AnyFunction = (...given: never[]) => unknown
const isFunction = (value: unknown): value is AnyFunction => typeof value === 'function'

const isWaitable = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && ('then' in value || 'from' in value || 'values' in value)

/** `then` of a query builder: what runs the statement. */
const countWaiting =
  (run: AnyFunction, target: object, { step }: Steps) =>
  (onDone: (value: unknown) => unknown, onFailed: (error: unknown) => unknown) =>
    step('db', () => new Promise((resolve, reject) => Reflect.apply(run, target, [resolve, reject]))).then(
      onDone,
      onFailed,
    )
