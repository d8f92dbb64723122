import snowball from 'snowball-stemmers'
import type { Language } from '../domain/language.ts'

/** Snowball's algorithm by language; a language without one keeps its words as they are. */
const ALGORITHMS = new Map<Language, string>([
  ['ar', 'arabic'],
  ['ca', 'catalan'],
  ['cs', 'czech'],
  ['da', 'danish'],
  ['de', 'german'],
  ['en', 'english'],
  ['es', 'spanish'],
  ['eu', 'basque'],
  ['fi', 'finnish'],
  ['fr', 'french'],
  ['ga', 'irish'],
  ['hu', 'hungarian'],
  ['hy', 'armenian'],
  ['it', 'italian'],
  ['nb', 'norwegian'],
  ['nl', 'dutch'],
  ['no', 'norwegian'],
  ['pt', 'portuguese'],
  ['ro', 'romanian'],
  ['ru', 'russian'],
  ['sl', 'slovene'],
  ['sv', 'swedish'],
  ['tr', 'turkish'],
])

const REMEMBERED_WORDS = 50_000
const remembered = new Map<Language, (word: string) => string>()

/** The stem of a lower-case word: `refunds`, `refunding` -> `refund`. */
export function stemWord(word: string, language: Language): string {
  const stem = remembered.get(language) ?? rememberingStemmer(language)
  remembered.set(language, stem)
  return stem(word)
}

/** Stemming costs most of an ingest, and words repeat. */
function rememberingStemmer(language: Language): (word: string) => string {
  const algorithm = ALGORITHMS.get(language)
  if (!algorithm) return (word) => word
  const stemmer = snowball.newStemmer(algorithm)
  const stems = new Map<string, string>()
  return (word) => {
    const known = stems.get(word)
    if (known !== undefined) return known
    if (stems.size >= REMEMBERED_WORDS) stems.clear()
    const stem = stemmer.stem(word) || word
    stems.set(word, stem)
    return stem
  }
}
