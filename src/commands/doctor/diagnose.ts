import type { ConfigReading } from '../../config/parse-config.ts'
import type { Log } from '../../telemetry/create-log.ts'
import { checksFor } from './checks.ts'
import { examine } from './examine.ts'
import type { Finding } from './finding.ts'
import { withoutSecrets } from './without-secrets.ts'

/** Whatever is broken, the report is there after this long. */
const LIMIT_MS = 15_000

export type DiagnoseOptions = {
  readonly log: Log
  readonly now?: Date
  readonly limitMs?: number
  readonly onProgress?: (left: readonly string[]) => void
}

export type Diagnosis = {
  readonly findings: readonly Finding[]
  /** 0 nothing failed, 1 something failed, 2 the configuration is wrong. */
  readonly exitCode: 0 | 1 | 2
}

/** Looks at everything that an operator can get wrong, and changes nothing. */
export async function diagnose(
  reading: ConfigReading,
  { log, now = new Date(), limitMs = LIMIT_MS, onProgress }: DiagnoseOptions,
): Promise<Diagnosis> {
  const options = { limitMs, ...(onProgress && { onProgress }) }
  const found = await examine(checksFor({ reading, now, log }), options)
  const hasFailed = found.some(({ level }) => level === 'fail')
  return {
    findings: withoutSecrets(found, reading.config),
    exitCode: reading.problems.length > 0 ? 2 : hasFailed ? 1 : 0,
  }
}
