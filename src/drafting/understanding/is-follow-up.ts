import type { Language } from '../../domain/language.ts'
import { foldText } from './fold-text.ts'

/** How a message leans on the one before it, in words of folded text (see `foldText`). */
type FollowUpWords = {
  /** Words that join it to what was said: "and ...", "what about ...". */
  readonly joins: string
  /** Words with which a piece of a sentence begins: "for ...", "if ...". */
  readonly begins: string
  /** Words that ask for something by themselves, wherever they stand. */
  readonly asks: string
  /** Verbs and pronouns with which a whole sentence begins. */
  readonly verbs: string
}

const WORDS: Readonly<Record<Language, FollowUpWords>> = {
  en: {
    joins: '(?:(?:and|but|or|so|ok|okay) )?(?:what|how) about|what if|same for|and|but|or|also|plus',
    begins: 'for|on|with|without|in|if|from|per',
    asks: 'how (?!about )|what (?!about |if )|where |when |why |who |which ',
    verbs: 'i|we|you|my|is|are|do|does|did|can|could|will|would|should|may|must|have|please',
  },
  es: {
    joins: 'y|e|pero|o|tambien|que pasa con|que hay de',
    begins: 'para|con|sin|en|si|por|desde',
    asks: 'como |cuant[oa]s? |cuando |donde |que (?!pasa con |hay de )|cual(?:es)? |quien(?:es)? ',
    verbs: 'puedo|podemos|puede|pueden|hay|es|son|tengo|tenemos|necesito|quiero|me',
  },
  de: {
    joins: 'und|aber|oder|auch|was ist mit|wie ist es (?:mit|bei)|wie sieht es (?:mit|bei)',
    begins: 'fur|mit|ohne|bei|im|in|wenn|auf|ab|vom|von',
    asks: 'wie (?!ist es (?:mit|bei) |sieht es )|was (?!ist mit )|wo |wann |warum |wer |welche[rsmn]? |wieviel ',
    verbs:
      'ich|wir|mein|meine|ist|sind|kann|konnen|gibt|muss|mussen|darf|durfen|wird|werden|habe|haben|bitte',
  },
  fr: {
    joins: 'et|mais|ou|aussi|qu en est il|et si',
    begins: 'pour|avec|sans|sur|en|si|dans',
    asks: 'comment |combien |quand |pourquoi |qui |quel(?:le)?s? |que ',
    verbs: 'je|nous|mon|ma|est|sont|puis|peut|peux|pouvons|y a|il',
  },
  pt: {
    joins: 'e|mas|ou|tambem|e quanto a',
    begins: 'para|com|sem|no|na|em|se|por',
    asks: 'como |quant[oa]s? (?!a )|quando |onde |que |quem |qual |quais ',
    verbs: 'eu|nos|meu|minha|posso|podemos|pode|ha|tem|tenho|preciso|quero',
  },
  it: {
    joins: 'e|ed|ma|o|anche|che ne dici di',
    begins: 'per|con|senza|su|nel|in|se',
    asks: 'come |quant[oaie] |quando |dove |perche |chi |qual[ei]? |che ',
    verbs: 'io|noi|mio|mia|posso|possiamo|puo|sono|ho|abbiamo|voglio|devo',
  },
  nl: {
    joins: 'en|maar|of|ook|hoe zit het met|wat met',
    begins: 'voor|met|zonder|bij|in|als|op',
    asks: 'hoe (?!zit het met )|wat (?!met )|waar |wanneer |waarom |wie |welke? ',
    verbs: 'ik|wij|we|mijn|is|zijn|kan|kunnen|heb|hebben|moet|mag|wil',
  },
}

/** A longer message says by itself what it is about. */
const MOST_WORDS = 8

/**
 * Whether a message is only a piece of a question: "and for the yearly plan?". A message that asks in full stands alone,
 * also after "and". Languages that are not written down here have no follow-ups.
 */
export function isFollowUp(text: string, language: Language): boolean {
  const words = WORDS[language]
  const folded = foldText(text).replace(/^ (?:\. )+/, ' ')
  if (!words || folded.trim().split(' ').length > MOST_WORDS) return false
  if (new RegExp(` (?:${words.asks})`, 'u').test(folded)) return false
  const [joined = ''] = new RegExp(`^ (?:(?:${words.joins}) )+`, 'u').exec(folded) ?? []
  const rest = joined === '' ? folded : ` ${folded.slice(joined.length)}`
  if (new RegExp(`^ (?:${words.verbs}) `, 'u').test(rest)) return false
  return joined !== '' || new RegExp(`^ (?:${words.begins}) `, 'u').test(rest)
}
