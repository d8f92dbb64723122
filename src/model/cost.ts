import type { Price, Settings } from '../config/settings.ts'
import type { TokenUsage } from '../store/model-calls.ts'

/** US dollars; null where usage or price is unknown, never 0 instead. */
export function costUsd(
  prices: Settings['prices'],
  model: string,
  usage: TokenUsage | undefined,
): number | null {
  const price: Price | undefined = Object.hasOwn(prices, model) ? prices[model] : undefined
  if (!price || !usage) return null
  const cached = Math.min(usage.cachedInput, usage.input)
  const perMillion =
    (usage.input - cached) * price.input +
    cached * (price.cached_input ?? price.input) +
    usage.output * price.output
  return perMillion / 1_000_000
}

export const addUsage = (a: TokenUsage | undefined, b: TokenUsage | undefined): TokenUsage | undefined =>
  a && b
    ? {
        input: a.input + b.input,
        cachedInput: a.cachedInput + b.cachedInput,
        output: a.output + b.output,
      }
    : (a ?? b)
