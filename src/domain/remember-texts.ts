/** Longer texts are not asked about twice within a turn, and would fill the memory. */
const LONGEST_TEXT = 300
const MOST_TEXTS = 1_000

/**
 * A pure function of a short text (and some variant of it, such as a language), which keeps what it worked out: one turn
 * holds the same headings, titles and sentences against each other dozens of times. Forgets all when it is full.
 */
export function rememberTexts<Value, Variant extends string = never>(
  work: (text: string, ...variant: Variant[]) => Value,
): (text: string, ...variant: Variant[]) => Value {
  const known = new Map<string, Value>()
  return (text, ...variant) => {
    if (text.length > LONGEST_TEXT) return work(text, ...variant)
    const key = [text, ...variant].join('\u0000')
    const before = known.get(key)
    if (before !== undefined) return before
    const value = work(text, ...variant)
    if (known.size >= MOST_TEXTS) known.clear()
    known.set(key, value)
    return value
  }
}
