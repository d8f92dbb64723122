/** What is kept at most. Longer texts (in letters) are worked out each time: they would fill the memory. */
export type RememberLimits = { readonly longestText: number; readonly mostTexts: number }

/** Longer texts are not asked about twice within a turn. */
const WITHIN_A_TURN: RememberLimits = { longestText: 300, mostTexts: 1_000 }

/**
 * A pure function of a short text (and some variant of it, such as a language), which keeps what it worked out: one turn
 * holds the same headings, titles and sentences against each other dozens of times. Forgets all when it is full.
 */
export function rememberTexts<Value, Variant extends string = never>(
  work: (text: string, ...variant: Variant[]) => Value,
  { longestText, mostTexts }: RememberLimits = WITHIN_A_TURN,
): (text: string, ...variant: Variant[]) => Value {
  const known = new Map<string, Value>()
  return (text, ...variant) => {
    if (text.length > longestText) return work(text, ...variant)
    const key = [text, ...variant].join('\u0000')
    const before = known.get(key)
    if (before !== undefined) return before
    const value = work(text, ...variant)
    if (known.size >= mostTexts) known.clear()
    known.set(key, value)
    return value
  }
}
