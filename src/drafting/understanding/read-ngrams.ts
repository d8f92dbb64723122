/** Scores by n-gram, then by the number of a language. */
export type Ngrams = Readonly<Record<string, Readonly<Record<string, number>>>>

const BEGIN = 'ngrams:{'
/** A power of two, and more than twice as many as there are n-grams. */
const SLOTS = 2 ** 18

/**
 * The n-grams of a source text, `{'ab c':{6:12,17:3},...}`, looked up by key as in an object. Kept are the text and one
 * number for each n-gram, where it stands: an open hash table of 1 MB.
 */
export function readNgrams(source: string): Ngrams {
  const places = new Int32Array(SLOTS)
  const slotOf = (key: string): number => {
    let slot = hashOf(key)
    for (let at = places[slot]; at && entryAt(source, at).key !== key; at = places[slot]) {
      slot = (slot + 1) % SLOTS
    }
    return slot
  }
  let at = source.indexOf(BEGIN) + BEGIN.length
  while (at < source.length && source[at] !== '}') {
    const { key, end } = entryAt(source, at)
    places[slotOf(key)] = at
    at = source[end + 1] === ',' ? end + 2 : end + 1
  }
  return new Proxy<Ngrams>({}, { get: (_target, key) => scoresAt(source, places[slotOf(String(key))]) })
}

/** An entry's key as it is meant, and where its scores begin and end. */
function entryAt(source: string, at: number) {
  const quote = source[at]
  const isQuoted = quote === "'" || quote === '"'
  const keyEnd = isQuoted ? closingQuote(source, at + 1, quote) : source.indexOf(':', at)
  const written = source.slice(isQuoted ? at + 1 : at, keyEnd)
  const key = written.includes('\\') ? written.replace(/\\(.)/g, '$1') : written
  const begin = source.indexOf('{', keyEnd) + 1
  return { key, begin, end: source.indexOf('}', begin) }
}

function closingQuote(source: string, from: number, quote: string): number {
  let at = from
  while (at < source.length && source[at] !== quote) at += source[at] === '\\' ? 2 : 1
  return at
}

function scoresAt(source: string, at: number | undefined): Ngrams[string] | undefined {
  if (!at) return undefined
  const { begin, end } = entryAt(source, at)
  const scores = source.slice(begin, end).split(',')
  return Object.fromEntries(scores.map((score) => toPair(score.split(':'))))
}

const toPair = ([language = '', score = '']: readonly string[]) => [language, Number(score)] as const

/** FNV-1a. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % SLOTS
}
