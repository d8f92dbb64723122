import { setTimeout as wait } from 'node:timers/promises'
import type { AppId } from '../../domain/ids.ts'
import { LANES, type Lane } from '../../domain/lane.ts'
import type { ToldWindow } from '../../domain/rate-window.ts'
import type { Db } from '../../store/db.ts'
import { type Clock, DATABASE_CLOCK } from '../../store/rate-windows.ts'
import type { AnswerFacts } from '../answer.ts'
import type { Admit } from '../call.ts'
import { type Beginning, createStock, type Permit, type Stock } from './create-stock.ts'
import { readTold } from './read-told.ts'

export type LimiterDeps = {
  readonly db: Db
  /** Setting `limits.api_share`. */
  readonly share: number
  /** This machine's clock, in milliseconds. */
  readonly now?: () => number
  readonly clock?: Clock
  readonly pause?: (ms: number) => Promise<unknown>
  /** Told of each call how long it waits for its permit (metrics). */
  readonly onWait?: (lane: Lane, waitMs: number) => void
  readonly onTrouble?: (error: unknown) => void
}

/** The workspace's rate limit, shared by all instances (through the database) and with other integrations (by a share). */
export type Limiter = {
  /** From now on calls count for this workspace. Before it is known, they pass freely. */
  readonly know: (appId: AppId) => void
  /** The way in for the calls of one lane. */
  readonly lane: (lane: Lane) => Admit
  /** Permits that each lane may still take in this window, as far as this process knows; nothing before `know`. */
  readonly left: () => ReadonlyMap<Lane, number> | undefined
}

/**
 * Reads of these lanes wait where they are: before a reply waits, everybody waits, and the others have a worker of their
 * own. What a turn does in the other three it gives up, with its worker, to be woken after the reset.
 */
const WAITS: Readonly<Record<Lane, boolean>> = {
  reply: true,
  hand_off: false,
  note: false,
  turn: false,
  sync: true,
  digest: true,
}

/**
 * One limiter for all calls of a process. A write never waits: between the fence and the POST there must be no pause in
 * which somebody takes over.
 */
export function createLimiter(deps: LimiterDeps): Limiter {
  const { now = Date.now, clock = DATABASE_CLOCK, pause = wait, onWait, onTrouble = () => {} } = deps
  let stock: Stock | undefined
  let first: FirstTold | undefined

  const answered = (permit: Permit) => (answer: AnswerFacts) => {
    const told = readTold(answer)
    if (!told) return
    if (!stock) first = { told, atMs: now() }
    else if (permit.kind === 'go' && permit.serial !== undefined) stock.tell(permit.serial, told)
  }

  const enter =
    (lane: Lane): Admit =>
    async (kind, writesAhead = 0) => {
      const fromMs = now()
      const setAside = kind === 'write' ? stock?.takeSetAside() : undefined
      for (let waited = 0; ; waited += 1) {
        const ask = { lane, waited, need: 1 + writesAhead }
        const permit: Permit = setAside ?? (await stock?.take(ask)) ?? { kind: 'go' }
        const isOver = permit.kind === 'go' || kind === 'write' || !WAITS[lane]
        if (isOver) onWait?.(lane, now() - fromMs + (permit.kind === 'go' ? 0 : permit.waitMs))
        if (permit.kind === 'go') return { kind: 'go', answered: answered(permit) }
        if (isOver) return permit
        await pause(permit.waitMs)
      }
    }

  return {
    know: (appId) => {
      const begin = () => beginningBy(first, now())
      stock = createStock({ ...deps, appId, now, clock, onTrouble, begin })
    },
    lane: enter,
    left: () => stock && new Map(LANES.map((lane) => [lane, stock?.left(lane) ?? 0])),
  }
}

type FirstTold = { readonly told: ToldWindow; readonly atMs: number }

/** Intercom's default for an app, for as long as no answer has told another: 10,000 a minute in windows of 10 s. */
const DEFAULT: Beginning = { limit: 1_666, endsInMs: 10_000, others: 0 }

/** By what the answer to `GET /me` told; of its window only while that lasts. */
function beginningBy(first: FirstTold | undefined, nowMs: number): Beginning {
  if (!first) return DEFAULT
  const { told, atMs } = first
  const endsInMs = told.endsInMs - (nowMs - atMs)
  return endsInMs > 0
    ? { limit: told.limit, endsInMs, others: told.limit - told.remaining }
    : { ...DEFAULT, limit: told.limit }
}
