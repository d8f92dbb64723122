import type { First } from '../../store/firsts.ts'

/**
 * How a line of the setup page stands.
 * - `done`: green
 * - `wrong`: something is set, and it cannot work like this
 * - `todo`: the operator's turn
 * - `waiting`: nothing to do but to wait, or to try it
 * - `later`: not wanted yet, as the settings are
 */
export type StepState = 'done' | 'wrong' | 'todo' | 'waiting' | 'later'

/** One line of the setup page. Words between backticks are shown as code. */
export type SetupStep = {
  readonly name: string
  readonly state: StepState
  /** What was found. */
  readonly found: string
  /** The moment that `found` speaks of; shown after it. */
  readonly at?: Date
  /** What to do about it, in this order. */
  readonly next: readonly string[]
  /** Something to be copied, as it is. */
  readonly copy?: string
  /** The conversation in which it happened. */
  readonly first?: First
  /** Things to be ticked off one by one. */
  readonly ticks?: readonly Tick[]
}

export type Tick = { readonly name: string; readonly isDone: boolean; readonly note: string }

export const done = (name: string, found: string): SetupStep => ({ name, state: 'done', found, next: [] })

export const open = (
  name: string,
  state: Exclude<StepState, 'done'>,
  found: string,
  next: readonly string[],
): SetupStep => ({ name, state, found, next })
