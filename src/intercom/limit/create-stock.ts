import type { AppId } from '../../domain/ids.ts'
import type { Lane } from '../../domain/lane.ts'
import type { RateWindow, ToldWindow } from '../../domain/rate-window.ts'
import type { Db } from '../../store/db.ts'
import { type Clock, openWindow, takePermits, tellWindow } from '../../store/rate-windows.ts'
import { type Ask, isNews, judgeWindow, leftFor, neededFor, reserveOf, type Verdict } from './judge-window.ts'

/** A window before our first call in it. */
export type Beginning = Pick<RateWindow, 'limit' | 'endsInMs' | 'others'>

export type StockDeps = {
  readonly db: Db
  readonly appId: AppId
  /** The share of Intercom's limit that is ours, 0 to 1. */
  readonly share: number
  /** How a window begins that nobody has counted in yet. */
  readonly begin: () => Beginning
  /** This machine's clock, in milliseconds. */
  readonly now: () => number
  readonly clock: Clock
  /** Told why the database could not be asked. */
  readonly onTrouble: (error: unknown) => void
}

/** `serial` names the window that the call counts in; none, while the database is away. */
export type Permit =
  | { readonly kind: 'go'; readonly serial?: number }
  | Exclude<Verdict, { readonly kind: 'go' }>

/** The permits of this process: taken from the window that all instances share, several at once. */
export type Stock = {
  readonly take: (ask: Ask) => Promise<Permit>
  /** A permit that was set aside for a write, when what goes before the write took one for it, too. */
  readonly takeSetAside: () => Permit | undefined
  /** What the answer to a call of that window told. */
  readonly tell: (serial: number, told: ToldWindow) => void
  /** Permits that a lane may still take, as far as this process knows. */
  readonly left: (lane: Lane) => number
}

/** While the database is away, one call in so long finds out; the others do not wait for it. */
const AWAY_MS = 1_000
/** What is told of an end so much later belongs to the next window. */
const NEXT_WINDOW_MS = 5_000

type Known = Omit<RateWindow, 'endsInMs'> & {
  readonly endsAtMs: number
  /** Permits that lie here for whoever comes. */
  readonly unused: number
  /** Permits for writes that follow at once on what has gone. */
  readonly setAside: number
}

/** The window that is under way, as this process last heard of it, and its permits in it. */
export function createStock({ db, appId, share, begin, now, clock, onTrouble }: StockDeps): Stock {
  let known: Known | undefined
  let leasing: Promise<void> | undefined
  let isTelling = false
  let awayUntilMs = 0

  /** Permits that lie here unused count as not taken. */
  const underWay = (): RateWindow | undefined =>
    known && known.endsAtMs > now()
      ? { ...known, taken: known.taken - known.unused, endsInMs: known.endsAtMs - now() }
      : undefined

  const learn = (window: RateWindow, granted: number) => {
    const { unused, setAside } = known?.serial === window.serial ? known : NOTHING
    known = { ...window, endsAtMs: now() + window.endsInMs, unused: unused + granted, setAside }
  }

  const noteTrouble = (error: unknown) => {
    awayUntilMs = now() + AWAY_MS
    onTrouble(error)
  }

  /** `need`: what is missing. */
  async function lease(ask: Ask, need: number): Promise<void> {
    const terms = { share, reserve: reserveOf(ask), need, clock }
    let taken = await takePermits(db, appId, terms)
    if (!taken) {
      await openWindow(db, appId, { ...begin(), clock })
      taken = await takePermits(db, appId, terms)
    }
    if (!taken) throw new Error(`the rate window of ${appId} was just opened and is not there`)
    learn(taken, taken.granted)
  }

  const use = (from: Known, needed: number): Permit => {
    known = { ...from, unused: from.unused - needed, setAside: from.setAside + needed - 1 }
    return { kind: 'go', serial: from.serial }
  }

  const takeSetAside = (): Permit | undefined => {
    if (!known || !underWay() || known.setAside === 0) return undefined
    known = { ...known, setAside: known.setAside - 1 }
    return { kind: 'go', serial: known.serial }
  }

  async function take(ask: Ask): Promise<Permit> {
    while (awayUntilMs <= now()) {
      const window = underWay()
      const verdict = window && judgeWindow(window, share, ask)
      if (verdict?.kind === 'wait') return verdict
      const needed = window ? neededFor(window, share, ask) : ask.need
      const unused = (window && known?.unused) ?? 0
      if (known && window && unused >= needed) return use(known, needed)
      // One trip at a time: whoever comes meanwhile shares what it brings.
      leasing ??= lease(ask, needed - unused)
        .catch(noteTrouble)
        .finally(() => {
          leasing = undefined
        })
      await leasing
    }
    return { kind: 'go' }
  }

  function tell(serial: number, told: ToldWindow): void {
    const window = underWay()
    if (!known || window?.serial !== serial) return
    const isMine = told.endsInMs <= window.endsInMs + NEXT_WINDOW_MS
    if (isMine) known = corrected(known, told, now() + told.endsInMs)
    const isEmpty = told.remaining === 0
    if (!isNews(window, told, share) || (isTelling && !isEmpty)) return
    isTelling = true
    void tellWindow(db, appId, { serial, told, clock })
      .then((shared) => shared && learn(shared, 0), onTrouble)
      .finally(() => {
        isTelling = false
      })
  }

  const fresh = () => ({ ...begin(), serial: 0, taken: 0, ...(known && { limit: known.limit }) })
  const left = (lane: Lane) => leftFor(underWay() ?? fresh(), share, { lane, waited: 0 })
  return { take, takeSetAside, tell, left }
}

const NOTHING = { unused: 0, setAside: 0 }

/** What is left of the limit is left for everybody: permits beyond it are worth nothing. A told end is never early. */
const corrected = (known: Known, { limit, remaining }: ToldWindow, endsAtMs: number): Known => ({
  ...known,
  endsAtMs: Math.min(known.endsAtMs, endsAtMs),
  others: Math.max(known.others, limit - remaining - (known.taken - known.unused)),
  unused: Math.min(known.unused, remaining),
  setAside: Math.min(known.setAside, remaining),
})
