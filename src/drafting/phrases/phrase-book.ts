import type { Language } from '../../domain/language.ts'
import type { Risk } from '../../domain/understanding.ts'

/**
 * When a rule fires. Phrases are matched on folded text (lower case, no accents, see `foldText`), word by word:
 * - `talk|speak|have_a_word`: one of these; `_` stands for a space
 * - `{person}`: one of the words listed under `words.person`
 * - `please?`: may be there or not
 * - `delet*`: any word that begins so
 * - `..`: up to three words of any kind, `...` up to six, within one sentence
 * - `^`, `$`: a sentence begins or ends here; `.`: one ends and the next begins
 * In scripts without spaces the pieces follow each other directly, and `..` is up to eight letters.
 */
export type PhraseRule = {
  readonly says: readonly string[]
  /** Fires when the whole message is no more than this. */
  readonly alone?: readonly string[]
  /** A match that overlaps with one of these does not count. */
  readonly unless?: readonly string[]
}

/** Words of politeness: what may be left out of a question, and what needs no answer by itself. */
export type Courtesy = {
  readonly greetings: readonly string[]
  /** Thanks, approval, good-bye. */
  readonly closings: readonly string[]
  /** Means nothing by itself, but may stand around the others: `so much`, `team`. */
  readonly fillers: readonly string[]
  /** Lines after which only a signature follows. */
  readonly signOffs: readonly string[]
}

/** All phrases of one language, written so that somebody who speaks it can correct them. */
export type PhraseBook = {
  readonly language: Language
  readonly words: Readonly<Record<string, string>>
  /** Words of the commonest demands, five letters or more, that are recognised with one typing error. */
  readonly typos: readonly string[]
  readonly wantsPerson: PhraseRule
  readonly risks: Readonly<Record<Risk, PhraseRule>>
  readonly courtesy: Courtesy
}
