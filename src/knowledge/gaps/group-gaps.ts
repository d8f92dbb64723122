import type { Language } from '../../domain/language.ts'
import type { Cluster } from './cluster-pool.ts'
import { clusterVectors } from './cluster-vectors.ts'
import { spellWords } from './spell-words.ts'
import { product, type WordVector, weighWords } from './weigh-words.ts'
import { withBreaths } from '../with-breaths.ts'

/** A question that no article answered. */
export type OpenQuestion = {
  readonly conversationId: string
  readonly language: Language
  readonly text: string
  readonly at: Date
}

/** Questions of one language that are about the same matter. */
export type Gap<Question extends OpenQuestion> = {
  readonly language: Language
  /** What they have in common, as it was written, in the order of the most typical question. */
  readonly words: readonly string[]
  /** The most typical first. */
  readonly questions: readonly Question[]
  /** Distinct ones: who asks again and again counts once. */
  readonly conversations: number
}

/**
 * The average likeness (cosine of weighted stems) from which questions are one matter. A line that mixes matters misleads
 * whoever would write the article; two lines for one matter only cost a second look: so it is rather too high. What it
 * and its neighbours come to is measured by test/bench/knowledge/run-gaps.ts (docs/knowledge.md, "Gaps").
 */
const SAME_MATTER = 0.4

/** Gaps between two breaths: some milliseconds of work. */
const AT_ONCE = 50

/**
 * Groups questions into gaps by the likeness of their content words, each language for itself. Sorted by conversations,
 * then questions, then the newest. Their order changes nothing. A question without a content word ("??") is in none.
 */
export async function groupGaps<Question extends OpenQuestion>(
  questions: readonly Question[],
  sameMatter = SAME_MATTER,
): Promise<readonly Gap<Question>[]> {
  const gaps: Gap<Question>[] = []
  for (const [language, own] of Map.groupBy(questions.toSorted(byText), (question) => question.language)) {
    const vectors = await weighWords(
      own.map(({ text }) => text),
      language,
    )
    const clusters = await clusterVectors(vectors, sameMatter)
    for await (const cluster of withBreaths(clusters, AT_ONCE)) {
      if (cluster.sum.size > 0) gaps.push(toGap(own, { vectors, cluster }))
    }
  }
  return gaps.toSorted(bySize)
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const byText = (one: OpenQuestion, other: OpenQuestion): number =>
  order(one.text, other.text) ||
  other.at.getTime() - one.at.getTime() ||
  order(one.conversationId, other.conversationId)

function toGap<Question extends OpenQuestion>(
  own: readonly Question[],
  { vectors, cluster }: { readonly vectors: readonly WordVector[]; readonly cluster: Cluster },
): Gap<Question> {
  const questions = cluster.members
    .toSorted((one, other) => one - other)
    .flatMap((place) => {
      const [question, vector] = [own[place], vectors[place]]
      return question && vector ? [{ question, typical: product(vector, cluster.sum) }] : []
    })
    .toSorted((one, other) => other.typical - one.typical)
    .map(({ question }) => question)
  return {
    language: own[0]?.language ?? '',
    words: spellWords(questions, cluster),
    questions,
    conversations: new Set(questions.map(({ conversationId }) => conversationId)).size,
  }
}

const newest = ({ questions }: Gap<OpenQuestion>): number =>
  questions.reduce((latest, { at }) => Math.max(latest, at.getTime()), 0)

const bySize = (one: Gap<OpenQuestion>, other: Gap<OpenQuestion>): number =>
  other.conversations - one.conversations ||
  other.questions.length - one.questions.length ||
  newest(other) - newest(one) ||
  order(one.words.join(' '), other.words.join(' '))
