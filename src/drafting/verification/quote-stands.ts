/**
 * Whether a quote stands in a text letter for letter, as whole words and whole numbers: "5 days" is no quote of
 * "1.5 days" or "15 days".
 */
export function quoteStands(quote: string, text: string): boolean {
  if (quote.trim() === '') return false
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (
      !isCut(text.slice(Math.max(0, at - 2), at), quote, text.slice(at + quote.length, at + quote.length + 2))
    )
      return true
  }
  return false
}

function isCut(before: string, quote: string, after: string): boolean {
  const [start, end] = [quote.slice(0, 2), quote.slice(-2)]
  return joins(before, start) || joins(end, after)
}

/** Letters of scripts without spaces may stand beside each other at the edge of a quote. */
const joins = (left: string, right: string): boolean =>
  /\p{Nd}$/u.test(left) && /^(?:\p{Nd}|[.,]\p{Nd})/u.test(right)
    ? true
    : (/\p{Nd}[.,]$/u.test(left) && /^\p{Nd}/u.test(right)) ||
      (SPACED_LETTER_AT_END.test(left) && SPACED_LETTER_AT_START.test(right))

const SPACED_LETTER = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]`
const SPACED_LETTER_AT_END = new RegExp(`${SPACED_LETTER}$`, 'u')
const SPACED_LETTER_AT_START = new RegExp(`^${SPACED_LETTER}`, 'u')
