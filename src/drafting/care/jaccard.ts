/** The share (0..1) of what stands in either that stands in both; 0 where nothing stands in any. */
export function jaccard<Value>(one: ReadonlySet<Value>, other: ReadonlySet<Value>): number {
  const both = [...one].filter((value) => other.has(value)).length
  const either = one.size + other.size - both
  return either === 0 ? 0 : both / either
}
