import type { Passage } from '../../domain/passage.ts'
import { analyseText } from '../../knowledge/analyse-text.ts'
import { matchWords } from '../question/match-words.ts'
import type { AskedQuestion } from '../question/read-question.ts'
import { sumOf } from '../question/sum-of.ts'
import type { AskedWord } from '../question/weigh-question.ts'
import { type Quotable, textOf } from './find-quotables.ts'
import { judgeManner } from './judge-manner.ts'

/** A quotable with what it says of the question. */
export type ScoredQuotable = Quotable & {
  readonly score: number
  /** Per asked word, the share of the whole question that it answers to with it; all words together are 1. */
  readonly covers: readonly number[]
}

/** What the heading, or at the beginning of an article its title, says counts almost as said by the text right below. */
const OPENING_ABOUT = 0.85
const ABOUT = 0.5
/** What a step mentions is not what the steps are about. */
const STEP_WORDS = 0.8
/** A quote that misses a word is worth less than one that has all of them in a worse manner. */
const COVER_POWER = 1.5
/** How much of a passage's standing is that of its article: where an article is cut is chance. */
const ARTICLE_STANDING = 0.75
/** A long text covers more words by chance. */
const EASY_WORDS = 40
/** What a common word still weighs beside the rare ones. */
const COMMON_WEIGHT = 0.7
/** What remains of a sentence of the worst passage. */
const WORST_STANDING = 0.3

/** Rates everything quotable by the words it shares with the question, the rare ones more, and by its manner. */
export function scoreQuotables(
  quotables: readonly Quotable[],
  asked: AskedQuestion,
): readonly ScoredQuotable[] {
  const matches = quotables.map((quotable) => matchQuotable(quotable, asked.words))
  const shares = sharesOf(asked.words, matches)
  const standings = standingsOf(quotables)
  return quotables.map((quotable, index) => {
    const covers = shares.map((share, word) => share * (matches[index]?.[word] ?? 0))
    const manner = judgeManner(quotable, asked)
    const score =
      sumOf(covers) ** COVER_POWER * manner * easeOf(quotable) * (standings.get(quotable.passage) ?? 0)
    return { ...quotable, covers, score }
  })
}

/** How well the quotable answers to each asked word, 0 to 1. */
function matchQuotable(quotable: Quotable, asked: readonly AskedWord[]): readonly number[] {
  const { units, kind, heading, passage } = quotable
  const leads = kind === 'steps' || quotable.isOpening
  const opensArticle = leads && heading === '' && passage.position === 0
  const about = { heading: leads ? OPENING_ABOUT : ABOUT, title: opensArticle ? OPENING_ABOUT : ABOUT }
  return matchWords(
    asked,
    { text: textOf(units), heading, passage },
    { ...about, text: kind === 'steps' ? STEP_WORDS : 1 },
  )
}

/** How much of the question each asked word is; a word that every quotable holds tells little about which one answers. */
function sharesOf(asked: readonly AskedWord[], matches: readonly (readonly number[])[]): readonly number[] {
  const weights = asked.map(({ weight }, word) => {
    const holding = matches.filter((match) => (match[word] ?? 0) > 0).length
    return weight * (COMMON_WEIGHT + rarity(matches.length, Math.max(1, holding)))
  })
  const total = sumOf(weights) || 1
  return weights.map((weight) => weight / total)
}

/** The idf of BM25. */
const rarity = (texts: number, holding: number): number =>
  Math.log(1 + (texts - holding + 0.5) / (holding + 0.5))

function easeOf({ core, kind }: Quotable): number {
  if (kind === 'steps') return 1
  const words = core.flatMap(({ text, passage }) => analyseText(text, passage.locale))
  return Math.min(1, Math.sqrt(EASY_WORDS / Math.max(1, words.length)))
}

/** Retrieval knows the whole passage and the whole collection. */
function standingsOf(quotables: readonly Quotable[]): ReadonlyMap<Passage, number> {
  const passages = [...new Set(quotables.map(({ passage }) => passage))]
  const top = Math.max(...passages.map(({ score }) => score))
  const shareOf = (score: number) => (top > 0 ? Math.max(0, score) / top : 1)
  return new Map(
    passages.map((passage) => {
      const siblings = passages.filter(({ article }) => article === passage.article)
      const best = Math.max(...siblings.map(({ score }) => score))
      const share = ARTICLE_STANDING * shareOf(best) + (1 - ARTICLE_STANDING) * shareOf(passage.score)
      return [passage, WORST_STANDING + (1 - WORST_STANDING) * share]
    }),
  )
}
