/** Shorter beginnings are shared by chance. */
const SHARED_LETTERS = 5
const SHARED_SHARE = 0.5
const SHORTEST_HEAD = 4
/** What a word is worth that only begins like the one asked for (`jahresplan`, `jahrestarif`) or means much the same. */
const ALIKE = 0.6

/** Stems that mean much the same in a help centre. Contacts and writers rarely agree on these words. */
const SAME_MEANING = [
  'year yearli annual annum',
  'month monthli',
  'cost price fee charg',
  'phone telephon call',
  'delet remov eras',
  'cancel termin unsubscrib',
  'chang switch updat edit',
  'answer repli respond respons',
  'twice doubl duplic',
  'fix correct repair',
  'login signin sign',
  'connect reconnect',
  'teammat colleagu user member employe',
  'ano anual',
  'cost preci tarif',
  'borr elimin',
  'jahr jahrlich',
  'monat monatlich',
  'kost preis',
  'losch entfern',
  'kundig abbestell',
].map((stems) => stems.split(' '))

/** Where to look for a stem: nearly all words are in none. */
const GROUPS_OF = Map.groupBy(
  SAME_MEANING.flatMap((group) => group.map((stem) => ({ stem, group }))),
  ({ stem }) => stem,
)

/** How well a stemmed word of a text answers to one of the question, 0 to 1. */
export function likeness(asked: string, said: string): number {
  if (asked === said) return 1
  if (GROUPS_OF.get(asked)?.some(({ group }) => group.includes(said))) return ALIKE
  if (isEndOf(asked, said) || isEndOf(said, asked)) return ALIKE
  if (isWordOf(asked, said) || isWordOf(said, asked)) return ALIKE
  if (asked.length < SHARED_LETTERS || said.length < SHARED_LETTERS) return 0
  // Most pairs of words differ in their first letters.
  if (asked.slice(0, SHARED_LETTERS) !== said.slice(0, SHARED_LETTERS)) return 0
  const shared = sharedBeginning(asked, said)
  return shared >= SHARED_LETTERS && shared >= Math.max(asked.length, said.length) * SHARED_SHARE ? ALIKE : 0
}

/** The head of a compound: `rechnungsnumm`, `numm`; a shorter one would be any ending. */
const isEndOf = (word: string, end: string): boolean => end.length >= SHORTEST_HEAD && word.endsWith(end)

/** A whole word that another is made of: `sign`, `signatur`. */
const isWordOf = (beginning: string, word: string): boolean =>
  beginning.length >= SHORTEST_HEAD &&
  word.startsWith(beginning) &&
  beginning.length >= word.length * SHARED_SHARE

function sharedBeginning(one: string, other: string): number {
  const differs = [...one].findIndex((letter, index) => letter !== other[index])
  return differs === -1 ? one.length : differs
}
