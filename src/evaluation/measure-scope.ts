/** How sure the search was of a question, and whether anything in the collection answers it. */
export type ScopeExample = { readonly relevance: number; readonly isAnswerable: boolean }

/** How well relevance tells questions that the collection answers from others; shares are 0..1. */
export type ScopeReport = {
  readonly unanswerable: number
  /** The chance that an answerable question gets more than an unanswerable one; a tie is half a chance. */
  readonly auroc: number
  /** The share of unanswerable questions that a limit turns down which keeps 95 % of the answerable ones. */
  readonly caughtAt95: number
}

const KEPT = 0.95

/** Measures relevance as a decision whether a question is answerable at all; nothing where all are, or none is. */
export function measureScope(examples: readonly ScopeExample[]): ScopeReport | undefined {
  const inside = examples.filter(({ isAnswerable }) => isAnswerable).map(({ relevance }) => relevance)
  const outside = examples.filter(({ isAnswerable }) => !isAnswerable).map(({ relevance }) => relevance)
  if (inside.length === 0 || outside.length === 0) return undefined
  const sorted = inside.toSorted((a, b) => a - b)
  const limit = sorted[Math.floor(sorted.length * (1 - KEPT))] ?? 0
  return {
    unanswerable: outside.length,
    auroc: round(outside.reduce((sum, value) => sum + shareAbove(sorted, value), 0) / outside.length),
    caughtAt95: round(outside.filter((value) => value < limit).length / outside.length),
  }
}

function shareAbove(sorted: readonly number[], value: number): number {
  const above = sorted.filter((other) => other > value).length
  const same = sorted.filter((other) => other === value).length
  return (above + same / 2) / sorted.length
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000
