import type { ScoreParts } from '../domain/passage.ts'
import { pairWords } from '../knowledge/analyse-text.ts'
import type { CandidateChunk } from '../store/search-postings.ts'
import { averageLengths, type Shelf } from '../store/shelves.ts'
import type { Ranking } from './ranking.ts'
import { type ReadChunk, readCandidates } from './read-candidates.ts'
import { scorePieces } from './score-pieces.ts'
import { scoreTerms, weighPairs } from './score-terms.ts'
import type { WeighedTurn } from './weigh-asked.ts'

/**
 * A candidate with its score; `ownScore` is the question's own, in words and pairs that tell. `likeness` is that of
 * spelling, as a share of what the question could reach, 0..1.
 */
export type RankedChunk = Pick<ReadChunk, 'chunk' | 'article'> & {
  readonly score: number
  readonly parts: ScoreParts
  readonly ownScore: number
  readonly likeness: number
  /** The words of the question (as stems) that stand in it. */
  readonly matched: ReadonlySet<string>
}

/** What candidates are ranked by. */
export type RankingCase = {
  /** The question first. */
  readonly turns: readonly WeighedTurn[]
  /** All of one language. */
  readonly shelves: readonly Shelf[]
  readonly ranking: Ranking
}

/** What a candidate has of one turn; `own` is not divided by anything, `likeness` by what the turn could reach. */
type TurnParts = Pick<ScoreParts, 'words' | 'pairs' | 'pieces'> & {
  readonly own: number
  readonly likeness: number
}

/** Looks closely at the candidates: the best first. Every part is a share of the best of its kind. */
export function rankCandidates(
  candidates: readonly CandidateChunk[],
  asked: RankingCase,
): readonly RankedChunk[] {
  const read = readAll(candidates, asked)
  const turns = asked.turns.map((turn) => ({ ...turn, parts: scoreTurn(turn, read, asked) }))
  const [question, ...before] = turns
  const alone = read.map((chunk, index) => {
    const { own, likeness, ...parts } = question?.parts[index] ?? NOTHING
    const earlier = before.reduce((sum, turn) => sum + turn.weight * sumOf(turn.parts[index] ?? NOTHING), 0)
    const matched = new Set(question?.meant.filter((word) => chunk.counts.has(word)))
    return {
      chunk: chunk.chunk,
      article: chunk.article,
      matched,
      ownScore: own,
      likeness,
      parts: { ...parts, earlier, article: 0 },
    }
  })
  return withArticles(alone, asked.ranking).toSorted((a, b) => b.score - a.score || a.chunk - b.chunk)
}

const NOTHING: TurnParts = { words: 0, pairs: 0, pieces: 0, own: 0, likeness: 0 }

const sumOf = ({ words, pairs, pieces }: Pick<TurnParts, 'words' | 'pairs' | 'pieces'>): number =>
  words + pairs + pieces

const readAll = (candidates: readonly CandidateChunk[], { turns, shelves }: RankingCase) =>
  readCandidates(candidates, {
    locale: shelves[0]?.locale ?? '',
    words: new Set(turns.flatMap(({ meant }) => meant)),
    pairs: new Set(turns.flatMap(({ meant }) => pairWords(meant))),
    averages: averageLengths(shelves),
  })

/** What each candidate has of one turn. */
function scoreTurn(
  { terms, meant, typed }: WeighedTurn,
  read: readonly ReadChunk[],
  { shelves, ranking }: RankingCase,
): readonly TurnParts[] {
  const chunks = shelves.reduce((sum, shelf) => sum + shelf.chunks, 0)
  const words = scoreTerms(terms, read)
  const pairs = scoreTerms(weighPairs(meant, read, { locale: shelves[0]?.locale ?? '', chunks }), read)
  const pieces = scorePieces(typed, read)
  const parts = read.map((_, index) => ({
    words: words.all[index] ?? 0,
    pairs: ranking.pairs * (pairs.all[index] ?? 0),
    pieces: pieces.all[index] ?? 0,
    likeness: pieces.most > 0 ? (pieces.all[index] ?? 0) / pieces.most : 0,
    own: (words.own[index] ?? 0) + ranking.pairs * (pairs.own[index] ?? 0),
  }))
  const exact = bestOf(parts.map((part) => part.words + part.pairs))
  const alike = bestOf(pieces.all) / ranking.pieces
  return parts.map(({ own, likeness, ...part }) => ({
    words: part.words / exact,
    pairs: part.pairs / exact,
    pieces: part.pieces / alike,
    own,
    likeness,
  }))
}

/** Infinite where nothing was found, so that shares of it are 0. */
const bestOf = (scores: readonly number[]): number => {
  const best = scores.reduce((most, score) => Math.max(most, score), 0)
  return best > 0 ? best : Number.POSITIVE_INFINITY
}

type Alone = Omit<RankedChunk, 'score'>

/** An article that answers in two places is more likely meant than one that mentions the words once. */
function withArticles(alone: readonly Alone[], ranking: Ranking): readonly RankedChunk[] {
  const scoreOf = ({ parts }: Alone) => sumOf(parts) + parts.earlier
  const byArticle = Map.groupBy(alone, ({ article }) => article)
  return alone.map(({ parts, ...one }) => {
    const others = (byArticle.get(one.article) ?? []).filter((other) => other.chunk !== one.chunk)
    const support = ranking.article * others.reduce((most, other) => Math.max(most, scoreOf(other)), 0)
    const score = sumOf(parts) + parts.earlier + support
    return { ...one, score, parts: { ...parts, article: support } }
  })
}
