/** `1 article`, `3 articles`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`

const SHOWN = 3

/** The first few of a list: `a, b, c and 4 more`. */
export function someOf(names: readonly string[], shown = SHOWN): string {
  const rest = names.length - shown
  return rest > 0 ? `${names.slice(0, shown).join(', ')} and ${rest} more` : names.join(', ')
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `8.4 MB`, in steps of a thousand. */
export function bytesInWords(bytes: number): string {
  const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), UNITS.length - 1)
  const value = bytes / 1_000 ** step
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[step]}`
}

/** An address without what may be secret in it: neither name nor password, and nothing behind a `?`. */
export function addressInWords(address: string): string {
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}
