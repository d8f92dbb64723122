import type { Language } from '../domain/language.ts'
import type { QuestionWord } from '../domain/passage.ts'
import type { EarlierTurn } from '../domain/understanding.ts'
import type { Db } from '../store/db.ts'
import { readChunks, type StoredChunk } from '../store/read-chunks.ts'
import { searchPostings } from '../store/search-postings.ts'
import { type Fence, findShelves, type Shelf } from '../store/shelves.ts'
import { cutFindings } from './cut-findings.ts'
import { type RankedChunk, rankCandidates } from './rank-candidates.ts'
import { RANKING, type Ranking } from './ranking.ts'
import { readTurns } from './read-turns.ts'
import { mergeTurns, weighAsked } from './weigh-asked.ts'
import type { WeighedTerm } from './weigh-terms.ts'

export type ChunkSearch = {
  readonly question: string
  /** Newest first. */
  readonly earlier: readonly EarlierTurn[]
  readonly language: Language
  readonly fence: Fence
  readonly perArticle: number
  readonly limit: number
  /** Measurements try others. */
  readonly ranking?: Ranking
}

export type FoundChunk = RankedChunk & StoredChunk

/** Chunks for a question, best first, and the question's own terms as they were weighed. */
export type ChunkFindings = {
  readonly found: readonly FoundChunk[]
  readonly terms: readonly WeighedTerm[]
  readonly words: readonly QuestionWord[]
  /** Where they were looked for: of one language, within the fence. */
  readonly shelves: readonly Shelf[]
}

const FALLBACK_LANGUAGE = 'en'

/**
 * Finds chunks by the words of a question and, with less weight, of the conversation before it: candidates by words in
 * SQL, a closer look at the best of them here.
 */
export async function searchChunks(db: Db, search: ChunkSearch): Promise<ChunkFindings> {
  const { question, earlier, language, fence, ranking = RANKING } = search
  const shelves = chooseShelves(language, await findShelves(db, fence))
  const locale = shelves[0]?.locale ?? FALLBACK_LANGUAGE
  const { turns, corrections } = await weighAsked(db, shelves, readTurns(question, earlier, locale))
  const candidates = await searchPostings(db, {
    fence,
    shelves,
    terms: mergeTurns(turns),
    turnWeights: turns.map(({ weight }) => weight),
    limit: ranking.candidates,
  })
  const ranked = cutFindings(rankCandidates(candidates, { turns, shelves, ranking }), search)
  const [{ words, terms }] = turns
  return {
    found: await withTexts(db, ranked, fence),
    terms,
    words: toQuestionWords(words, terms, corrections),
    shelves,
  }
}

/** Those of the contact's language; where there are none, English ones; else those of the largest collection. */
function chooseShelves(language: Language, visible: readonly Shelf[]): readonly Shelf[] {
  const largest = visible.toSorted((a, b) => b.chunks - a.chunks)[0]?.locale
  const locale = [language, FALLBACK_LANGUAGE, largest].find((wanted) =>
    visible.some((shelf) => shelf.locale === wanted),
  )
  return visible.filter((shelf) => shelf.locale === locale)
}

async function withTexts(
  db: Db,
  ranked: readonly RankedChunk[],
  fence: Fence,
): Promise<readonly FoundChunk[]> {
  const numbers = ranked.map(({ chunk }) => chunk)
  const texts = new Map((await readChunks(db, numbers, fence)).map((stored) => [stored.chunk, stored]))
  return ranked.flatMap((chunk) => {
    const stored = texts.get(chunk.chunk)
    return stored ? [{ ...chunk, ...stored }] : []
  })
}

/** The words of the question that name a subject, each once, with what they were taken for. */
function toQuestionWords(
  words: readonly string[],
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
