import { serializeError } from '../../telemetry/serialize-error.ts'
import { type Finding, findingsOf } from './finding.ts'

/** Something that is looked at by itself. */
export type Check = {
  readonly name: string
  readonly look: () => Promise<readonly Finding[]>
}

export type ExamineOptions = {
  /** The longest that one check may take. */
  readonly limitMs: number
  /** Told of the checks that are still under way, whenever one has ended. */
  readonly onProgress?: (left: readonly string[]) => void
}

/** Runs all checks side by side, and answers in their order. What breaks one of them is only one more finding. */
export async function examine(
  checks: readonly Check[],
  { limitMs, onProgress }: ExamineOptions,
): Promise<readonly Finding[]> {
  const left = new Set(checks.map(({ name }) => name))
  const look = async (check: Check) => {
    const findings = await within(limitMs, guarded(check), () => [gaveUp(check, limitMs)])
    left.delete(check.name)
    onProgress?.([...left])
    return findings
  }
  onProgress?.([...left])
  return (await Promise.all(checks.map(look))).flat()
}

/** What a promise brings, or something else once the time is up; what it waits for may go on. */
export function within<T>(limitMs: number, work: Promise<T>, otherwise: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), limitMs)
  })
  return Promise.race([work, timeUp]).finally(() => clearTimeout(timer))
}

/** The kind of an error and its code, not its message: that may quote anything. */
async function guarded({ name, look }: Check): Promise<readonly Finding[]> {
  try {
    return await look()
  } catch (error) {
    const { type, code } = serializeError(error)
    const fix = 'Doctor did not expect this. Please report it, with this line.'
    return [findingsOf(name).fail(`broke off (${code ?? type})`, fix)]
  }
}

const gaveUp = ({ name }: Check, limitMs: number): Finding =>
  findingsOf(name).fail(
    `no end within ${Math.ceil(limitMs / 1_000)} s`,
    'Look at the other lines first, then run doctor again.',
  )
