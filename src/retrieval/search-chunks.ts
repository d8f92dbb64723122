import type { Language } from '../domain/language.ts'
import type { QuestionWord } from '../domain/passage.ts'
import type { EarlierTurn } from '../domain/understanding.ts'
import { analyseText, pairWords } from '../knowledge/analyse-text.ts'
import type { Db } from '../store/db.ts'
import { type FoundChunk, searchPostings } from '../store/search-postings.ts'
import { countTermChunks, type Fence, findShelves, type Shelf } from '../store/shelves.ts'
import { correctSpelling } from './correct-spelling.ts'
import { countAskedTerms } from './count-asked-terms.ts'
import { type WeighedTerm, weighTerms } from './weigh-terms.ts'
import { weighTurns } from './weigh-turns.ts'

export type ChunkSearch = {
  readonly question: string
  /** Newest first. */
  readonly earlier: readonly EarlierTurn[]
  readonly language: Language
  readonly fence: Fence
  readonly perArticle: number
  readonly limit: number
}

/** Chunks for a question, best first, and the question's own terms as they were weighed. */
export type ChunkFindings = {
  readonly found: readonly FoundChunk[]
  readonly terms: readonly WeighedTerm[]
  readonly words: readonly QuestionWord[]
  /** Where they were looked for: of one language, within the fence. */
  readonly shelves: readonly Shelf[]
}

type Words = readonly string[]

/** Text beyond this is not read: a log that somebody pasted is no question. */
const LONGEST_TEXT = 8_000
/** The rarest terms of a turn decide; the many common ones of a long text only cost time. */
const MOST_TERMS = { question: 200, before: 50 }
const FALLBACK_LANGUAGE = 'en'

/** Finds chunks by the words of a question and, with less weight, of the conversation before it. */
export async function searchChunks(db: Db, search: ChunkSearch): Promise<ChunkFindings> {
  const { question, earlier, language, fence, perArticle, limit } = search
  const shelves = chooseShelves(language, await findShelves(db, fence))
  const locale = shelves[0]?.locale ?? FALLBACK_LANGUAGE
  const words = wordsOf(question, locale)
  const turns = weighTurns(earlier, words.length)
  const said = [words, ...turns.map(({ text }) => wordsOf(text, locale))]
  const { weighed, corrections } = await weighSaid(db, shelves, said)
  const terms = weighed.flatMap((turnTerms, turn) =>
    turnTerms
      .slice(0, turn === 0 ? MOST_TERMS.question : MOST_TERMS.before)
      .map((weighedTerm) => ({ ...weighedTerm, turn })),
  )
  const turnWeights = [1, ...turns.map(({ weight }) => weight)]
  const found = await searchPostings(db, { fence, shelves, terms, turnWeights, perArticle, limit })
  const own = weighed[0] ?? []
  return { found, terms: own, words: toQuestionWords(words, own, corrections), shelves }
}

const wordsOf = (text: string, locale: Language): Words => analyseText(text.slice(0, LONGEST_TEXT), locale)

/** Those of the contact's language; where there are none, English ones; else those of the largest collection. */
function chooseShelves(language: Language, visible: readonly Shelf[]): readonly Shelf[] {
  const largest = visible.toSorted((a, b) => b.chunks - a.chunks)[0]?.locale
  const locale = [language, FALLBACK_LANGUAGE, largest].find((wanted) =>
    visible.some((shelf) => shelf.locale === wanted),
  )
  return visible.filter((shelf) => shelf.locale === locale)
}

/** The weighed terms of each turn; the first is the question, whose misspelled words are put right. */
async function weighSaid(db: Db, shelves: readonly Shelf[], said: readonly Words[]) {
  const asWritten = await countTermChunks(db, shelves, termsOf(said))
  const unknown = (said[0] ?? []).filter((word) => !asWritten.has(word))
  const corrections = await correctSpelling(db, shelves, unknown)
  const corrected = said.map((words) => words.map((word) => corrections.get(word) ?? word))
  const termChunks = corrections.size > 0 ? await countTermChunks(db, shelves, termsOf(corrected)) : asWritten
  const chunks = shelves.reduce((sum, shelf) => sum + shelf.chunks, 0)
  const collection = { locale: shelves[0]?.locale ?? FALLBACK_LANGUAGE, chunks, termChunks }
  const weighed = said.map((words) => weighTerms(countAskedTerms(words, corrections), collection))
  return { weighed, corrections }
}

/** The words of the question that name a subject, each once, with what they were taken for. */
function toQuestionWords(
  words: Words,
  terms: readonly WeighedTerm[],
  corrections: ReadonlyMap<string, string>,
): readonly QuestionWord[] {
  const telling = new Map(terms.filter(({ isTelling }) => isTelling).map((term) => [term.term, term]))
  return [...new Set(words)].flatMap((written) => {
    const meant = corrections.get(written) ?? written
    const term = telling.get(meant)
    return term ? [{ written, meant, weight: term.weight }] : []
  })
}

const termsOf = (said: readonly Words[]): Words => [
  ...new Set(said.flatMap((words) => [...words, ...pairWords(words)])),
]
