import { dutchPhrases } from './dutch-phrases.ts'
import { englishPhrases } from './english-phrases.ts'
import { frenchPhrases } from './french-phrases.ts'
import { germanPhrases } from './german-phrases.ts'
import { italianPhrases } from './italian-phrases.ts'
import { japanesePhrases } from './japanese-phrases.ts'
import type { PhraseBook } from './phrase-book.ts'
import { portuguesePhrases } from './portuguese-phrases.ts'
import { spanishPhrases } from './spanish-phrases.ts'

/** Every language in which the rules that must hold without a model are written down. */
export const phraseBooks: readonly PhraseBook[] = [
  englishPhrases,
  spanishPhrases,
  germanPhrases,
  frenchPhrases,
  portuguesePhrases,
  italianPhrases,
  dutchPhrases,
  japanesePhrases,
]
