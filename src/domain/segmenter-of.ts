import type { Language } from './language.ts'

type Granularity = 'word' | 'sentence'

const segmenters = new Map<string, Intl.Segmenter>()

/**
 * What cuts a text of this language into words or sentences. Made once: making one costs more than cutting a paragraph
 * does. The rules of English serve for a language that Intl does not know, or that is none.
 */
export function segmenterOf(language: Language, granularity: Granularity): Intl.Segmenter {
  const key = `${language} ${granularity}`
  const known = segmenters.get(key)
  if (known) return known
  const [locale = 'en'] = supported(language)
  const segmenter = new Intl.Segmenter(locale, { granularity })
  segmenters.set(key, segmenter)
  return segmenter
}

/** A malformed language tag makes Intl throw. */
const supported = (language: Language): readonly string[] =>
  /^[a-z]{2,3}$/.test(language) ? Intl.Segmenter.supportedLocalesOf(language) : []
