const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

type Piece = { readonly choices: readonly string[]; readonly mayMiss: boolean }

/** A phrase in the notation of `PhraseRule` as the source of a regular expression over folded text. */
export function compilePhrase(phrase: string, words: Readonly<Record<string, string>> = {}): string {
  const spelled = phrase.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? missing(name, phrase))
  const pieces = spelled.trim().split(/\s+/)
  if (UNSPACED.test(spelled)) return pieces.map(unspaced).join('')
  return `(?<= )${pieces.map(spaced).join('')}`
}

/** Every repetition is bounded, and each piece ends at a space, so that no text makes matching slow. */
function spaced(written: string): string {
  const known = SPACED.get(written)
  if (known) return known
  const { choices, mayMiss } = readPiece(written)
  const group = `(?:${choices.map((choice) => choice.replace(/\*$/, '[^ .]*')).join('|')}) `
  return mayMiss ? `(?:${group})?` : group
}

const SPACED = new Map([
  ['.', String.raw`\. `],
  ['^', String.raw`(?<=^ | \. )`],
  ['$', String.raw`(?=\. |$)`],
  ['..', '(?:[^ .]+ ){0,3}'],
  ['...', '(?:[^ .]+ ){0,6}'],
])

function unspaced(written: string): string {
  const known = UNSPACED_SIGNS.get(written)
  if (known) return known
  const { choices, mayMiss } = readPiece(written)
  return `(?:${choices.join('|')})${mayMiss ? '?' : ''}`
}

const UNSPACED_SIGNS = new Map([
  ['^', String.raw`(?<=^ | \. )`],
  ['$', String.raw`(?= ?(?:\. |$))`],
  ['..', '[^.]{0,8}'],
  ['...', '[^.]{0,16}'],
])

function readPiece(written: string): Piece {
  const mayMiss = written.endsWith('?')
  const choices = (mayMiss ? written.slice(0, -1) : written).replaceAll('_', ' ').split('|')
  // Without a space at its end the first choice that fits wins: it has to be the longest.
  return { choices: choices.toSorted((a, b) => b.length - a.length), mayMiss }
}

/** A class that nobody wrote down is a mistake in a phrase book, found when the module is loaded. */
function missing(name: string, phrase: string): never {
  throw new Error(`The phrase "${phrase}" uses {${name}}, which has no words`)
}
