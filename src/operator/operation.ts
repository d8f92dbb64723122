import type { z } from 'zod'
import type { Config } from '../config/parse-config.ts'
import type { SourceProgress } from '../knowledge/sources/sync-source.ts'
import type { Db } from '../store/db.ts'
import type { Log } from '../telemetry/create-log.ts'

/** A command waits no longer; the service still finishes what it began. */
export const ANSWER_WITHIN_MS = 300_000

/** What an operation may use, be it in the service or in a command's own process. */
export type OperatorDeps = {
  readonly db: Db
  readonly config: Config
  readonly log: Log
  /** Told how far a sync has come; only where the command does the work itself. */
  readonly onProgress?: (progress: SourceProgress) => void
}

/** What was asked for cannot be done as it was asked; the message says what to change. */
export class OperationRefusedError extends Error {
  override readonly name = 'OperationRefusedError'
}

type Definition<Facts extends z.ZodType, Result extends z.ZodType> = {
  /** Its name at the door: `audit-verify`. */
  readonly name: string
  readonly facts: Facts
  /** JSON only: a moment is an ISO string. So the output is the same whoever did the work. */
  readonly result: Result
  readonly run: (deps: OperatorDeps, facts: z.output<Facts>) => Promise<z.output<Result>>
}

/** Something that an operator's command does with the database. */
export type Operation<Facts, Result> = {
  readonly name: string
  readonly run: (deps: OperatorDeps, facts: Facts) => Promise<Result>
  /** `undefined` when another version of Firstline has answered. */
  readonly readResult: (json: unknown) => Result | undefined
  /** The same as `run`, for facts that came from outside. */
  readonly answer: (deps: OperatorDeps, body: unknown) => Promise<Result>
}

/** What the door needs to know of an operation. */
export type AtTheDoor = Pick<Operation<never, unknown>, 'name' | 'answer'>

export const createOperation = <Facts extends z.ZodType, Result extends z.ZodType>({
  name,
  facts,
  result,
  run,
}: Definition<Facts, Result>): Operation<z.output<Facts>, z.output<Result>> => ({
  name,
  run,
  readResult: (json) => result.safeParse(json).data,
  answer: async (deps, body) => {
    const asked = facts.safeParse(body)
    if (!asked.success) throw new OperationRefusedError(`${name}: ${inWords(asked.error)}`)
    return run(deps, asked.data)
  },
})

const inWords = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => [path.join('.') || 'the body', message].join(': ')).join('; ')
