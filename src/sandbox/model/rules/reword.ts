/** Changes of words that change no meaning. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bis included in\b/, 'comes with'],
  [/\bbegins with\b/, 'starts with'],
  [/\bbegin with\b/, 'start with'],
  [/\bfor example\b/, 'for instance'],
]

const FRONTED =
  /^((?:On|If|For|To|With|After|Without|In) [^,.:]+), ((?:you|an?|the|open|click|write) [^,;:]+)\.$/

/**
 * A sentence in slightly other words, as a good model would write it; numbers, links and names stay. Only English is
 * reworded: other sentences are returned as they are.
 */
export const reword = (sentence: string): string => {
  const [, front = '', main = ''] = FRONTED.exec(sentence) ?? []
  const turned = front === '' ? sentence : `${capital(main)} ${front[0]?.toLowerCase()}${front.slice(1)}.`
  return WORDS.reduce((text, [from, to]) => text.replace(from, to), turned)
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
