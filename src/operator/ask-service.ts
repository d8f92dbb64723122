import { z } from 'zod'
import { ANSWER_WITHIN_MS, type Operation, OperationRefusedError } from './operation.ts'
import { type OperatorKey, readKey } from './operator-key.ts'

/** The service that holds the data folder could not be asked; the message says what to do. */
export class ServiceNotAskedError extends Error {
  override readonly name = 'ServiceNotAskedError'
}

const Answer = z.object({ result: z.unknown() })
const Refusal = z.object({ error: z.string() })

/** A data folder, and the id of the process that holds it. */
export type Holder = { readonly folder: string; readonly pid: number }

/** Has the service that holds the folder carry out an operation. */
export async function askService<Facts, Result>(
  holder: Holder,
  operation: Operation<Facts, Result>,
  facts: Facts,
): Promise<Result> {
  const response = await send(readKeyOf(holder), operation.name, facts, holder)
  const body: unknown = await response.json().catch(() => undefined)
  const answer = Answer.safeParse(body)
  if (!response.ok || !answer.success) throw toError(response.status, Refusal.safeParse(body).data, holder)
  const result = operation.readResult(answer.data.result)
  if (result === undefined) throw new ServiceNotAskedError(otherVersion(holder))
  return result
}

function readKeyOf({ folder, pid }: Holder): OperatorKey {
  const reading = readKey(folder)
  if (reading.kind === 'key') return reading.value
  throw new ServiceNotAskedError(`${inUse({ folder, pid })}, and ${NO_KEY[reading.kind]}`)
}

const inUse = ({ folder, pid }: Holder) => `The data folder ${folder} is in use by process ${pid}`

const NO_KEY = {
  missing:
    'there is no key file beside it: if it is a service that is just starting, or another command, try again in a few ' +
    'seconds; if it is an older version, restart it.',
  forbidden: 'its key file may be read only by the user who runs the service: run the command as that user.',
  malformed: 'its key file cannot be read: restart the service, which writes a new one.',
} as const

async function send(
  { address, key }: OperatorKey,
  command: string,
  facts: unknown,
  holder: Holder,
): Promise<Response> {
  try {
    return await fetch(`${address}/operator/${command}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(facts),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'TimeoutError') {
      throw new ServiceNotAskedError(tooLate(holder), { cause })
    }
    throw new ServiceNotAskedError(
      `${inUse(holder)}, but no answer came from ${address}: see whether that service still runs, then try again.`,
      { cause },
    )
  }
}

const tooLate = ({ pid }: Holder) =>
  `The service (process ${pid}) has not answered within ${ANSWER_WITHIN_MS / 60_000} minutes. It may still be at it: see its log before you try again.`

function toError(status: number, refusal: { readonly error: string } | undefined, holder: Holder): Error {
  if (status === 400 && refusal) return new OperationRefusedError(refusal.error)
  return new ServiceNotAskedError(
    (refusal && WHY[status]?.(holder)) ?? refusal?.error ?? otherVersion(holder),
  )
}

const otherVersion = ({ pid }: Holder) =>
  `The service (process ${pid}) is of another version of Firstline and cannot do this: restart it, then try again.`

const WHY: Readonly<Record<number, (holder: Holder) => string>> = {
  401: ({ pid }) => `The service (process ${pid}) has another key by now: try again.`,
  403: ({ pid }) =>
    `The service (process ${pid}) takes commands on loopback only: set HOST to 127.0.0.1 or 0.0.0.0, and use no proxy.`,
  404: otherVersion,
}
