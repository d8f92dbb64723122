import { z } from 'zod'
import { type Check, createCheck, inside, NOT_JSON, parseJson, type Problem } from './create-check.ts'
import type { Described, Extract } from './description.ts'
import { DIFFERENCES, type Difference } from './differences.ts'
import { ENVELOPE, ITEMS } from './envelope.ts'
import { findOperation, judgeRequest } from './judge-request.ts'
import type { Schema } from './to-json-schema.ts'
import type { Answer, Call, Seen } from './watch-fetch.ts'

/** Intercom's own description as a judge of what was seen. */
export type Contract = {
  /** What is wrong with it, in words; nothing when it is as described. */
  readonly judge: (seen: Seen) => readonly string[]
  /** The known differences without which something would have been wrong. */
  readonly needed: ReadonlySet<Difference>
}

const ERROR: Schema = { $ref: '#/$defs/closed/error' }
const UNDESCRIBED = 'a status that is not described'

/** Makes the judge; schemas are compiled when they are first needed. */
export function createContract(extract: Extract, differences: readonly Difference[] = DIFFERENCES): Contract {
  const needed = new Set<Difference>()
  const checkAsIs = createCheck(extract)
  const isKnown = ({ at, message }: Problem) => {
    const known = differences.find((one) => one.at.some((end) => isAt(at, end)) && message === one.complaint)
    if (known) needed.add(known)
    return known !== undefined
  }
  const check: Check = (schema, value) => checkAsIs(schema, value).filter((problem) => !isKnown(problem))

  const judgeCall = (call: Call): readonly string[] => {
    const operation = findOperation(extract, call)
    if (!operation) return [`${call.method} ${new URL(call.url).pathname}: no such call is described`]
    const isUnknown = ({ at, message }: Problem) => !isKnown({ at: `${nameOf(operation)}: ${at}`, message })
    const asked = call.by === 'firstline' ? judgeRequest({ operation, call, check }).filter(isUnknown) : []
    const answered = call.answer?.from === 'sandbox' ? judgeAnswer(operation, call.answer) : []
    return inWords(nameOf(operation), [...asked, ...answered])
  }
  const judgeAnswer = (operation: Described, { status, body }: Answer): readonly Problem[] => {
    const described = operation.answers[String(status)]
    const unusual = { at: `${nameOf(operation)} ${status}`, message: UNDESCRIBED }
    if (!described && (status < 400 || !isKnown(unusual))) return [{ ...unusual, at: `answer ${status}` }]
    const json = parseJson(body)
    return inside(`answer ${status}`, json === undefined ? [NOT_JSON] : check(described ?? ERROR, json))
  }
  return {
    needed,
    judge: (seen) =>
      seen.kind === 'call' ? judgeCall(seen) : inWords('webhook', judgeWebhook(seen.body, check)),
  }
}

const nameOf = ({ method, path }: Described) => `${method} ${path}`

const inWords = (what: string, problems: readonly Problem[]) =>
  problems.map(({ at, message }) => `${what}${at && `, ${at}`}: ${message}`)

/** A place is named by its end, so that it is the same in an answer, in a list and in a webhook. */
const isAt = (at: string, end: string) =>
  at === end || at.endsWith(`.${end}`) || (end.startsWith('* ') && at.endsWith(end.slice(1)))

function judgeWebhook(body: string, check: Check): readonly Problem[] {
  const json = parseJson(body)
  if (json === undefined) return [NOT_JSON]
  const envelope = check(ENVELOPE, json)
  if (envelope.length > 0) return inside('envelope', envelope)
  const { topic, data } = z.object({ topic: z.string(), data: z.object({ item: z.unknown() }) }).parse(json)
  return inside(`${topic}: data.item`, check(ITEMS[topic] ?? {}, data.item))
}
