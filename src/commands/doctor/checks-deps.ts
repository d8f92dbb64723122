import { isSandboxToken } from '../../config/general-mode.ts'
import type { ConfigReading, IntercomConfig } from '../../config/parse-config.ts'
import type { Log } from '../../telemetry/create-log.ts'
import type { Check } from './examine.ts'
import { findingsOf } from './finding.ts'
import type { DatabaseReading } from './read-database.ts'
import type { IntercomReading } from './read-intercom.ts'

/** What there is to look at. */
export type ChecksDeps = {
  readonly reading: ConfigReading
  readonly now: Date
  readonly log: Log
}

/** What several checks look at, read once. */
export type Readings = {
  readonly database: () => Promise<DatabaseReading>
  readonly intercom: () => Promise<IntercomReading | undefined>
}

/** The first of these variables that was left out of the configuration because it is wrong. */
export const isWrong = ({ reading }: ChecksDeps, ...names: readonly string[]): string | undefined =>
  names.find((name) => reading.leftOut.includes(name))

/** Whether a workspace of Intercom's is configured, not the sandbox. */
export const isReal = (intercom: IntercomConfig | undefined): boolean =>
  intercom !== undefined && !isSandboxToken(intercom.accessToken)

/** What was left out of the configuration is not judged by the default that stands in. */
export const unlessWrong = (deps: ChecksDeps, variables: readonly string[], check: Check): Check => {
  const wrong = isWrong(deps, ...variables)
  if (wrong === undefined) return check
  return { ...check, look: async () => [findingsOf(check.name).skipped(`${wrong} is wrong: see Settings`)] }
}
