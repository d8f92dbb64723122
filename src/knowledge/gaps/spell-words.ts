import type { Language } from '../../domain/language.ts'
import { toTerms } from '../analyse-text.ts'
import { isFaintWord } from '../faint-words.ts'
import { splitWords } from '../split-words.ts'
import type { Cluster } from './cluster-pool.ts'

const MOST_WORDS = 4

/** Enough to know how a word is usually written. */
const READ_AT_MOST = 20

type Written = { readonly text: string; readonly language: Language }

/**
 * The words that tell what a cluster is about, as they are usually written in it: those that weigh most of what stands in
 * at least half of its questions, or else the one that weighs most. "How" and its like are named only where there is
 * nothing else. `questions` are its members, the most typical first.
 */
export function spellWords(questions: readonly Written[], { sum }: Pick<Cluster, 'sum'>): readonly string[] {
  const read = questions.slice(0, READ_AT_MOST).map(spellings)
  const common = (stem: string) => read.filter((words) => words.has(stem)).length * 2 >= read.length
  const all = [...sum].toSorted(([, one], [, other]) => other - one).map(([stem]) => stem)
  const subjects = all.filter((stem) => !isFaintWord(stem, questions[0]?.language ?? ''))
  const byWeight = subjects.length > 0 ? subjects : all
  const shared = byWeight.filter(common).slice(0, MOST_WORDS)
  const chosen = shared.length > 0 ? shared : byWeight.slice(0, 1)
  const inOrder = [...(read[0]?.keys() ?? [])]
  const place = (stem: string) => (inOrder.includes(stem) ? inOrder.indexOf(stem) : inOrder.length)
  return chosen
    .toSorted((one, other) => place(one) - place(other))
    .map((stem) => mostFrequent(read.flatMap((words) => words.get(stem) ?? [])) ?? stem)
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Each stem of a text in reading order, with its first spelling. */
function spellings({ text, language }: Written): ReadonlyMap<string, string> {
  const written = new Map<string, string>()
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const stems = isWordLike ? toTerms(splitWords(segment, language), language) : []
    for (const stem of stems) if (!written.has(stem)) written.set(stem, segment)
  }
  return written
}

/** The first of those that come most often. */
function mostFrequent(words: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const [best] = [...counts].toSorted(([, one], [, other]) => other - one)
  return best?.[0]
}
