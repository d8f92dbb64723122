import { sentencesOf } from '../reading/sentences-of.ts'
import { subjectsOf, wordsOf } from '../reading/words.ts'
import { isCourtesy, OPENING, SIGNATURE } from './phrases.ts'

const LEADS_ON = /^(?:and|but|y|e|pero|und|aber|what about|how about|qué tal|was ist mit|wie ist es)\b[\s,]*/i
const ASKS_BY_ITSELF =
  /^(?:how (?!about)|what (?!about)|which|when|where|who|why|can|could|do|does|did|is|are|will|would|cómo|qué (?!tal)|cuál|cuándo|dónde|cuánt|puedo|wie|was (?!ist mit)|welche|wann|wo|wer|warum|kann|können|ist|gibt|in welche)/i
const POINTS_BACK = /\b(?:it|that|this|those|these one|them|eso|esto|ello|das|dies|dafür|damit|davon)\b/i
const SUBJECTS_OF_A_FOLLOW_UP = 3

/** The question of the newest messages, without courtesies, understood with what the contact asked before. */
export const standAloneQuestion = (newest: string, earlier: readonly string[]): string => {
  const asked = withoutCourtesy(newest)
  const before = earlier.map(withoutCourtesy).filter((text) => text !== '')
  const last = before.at(-1)?.split('\n').at(-1)
  if (asked === '' || last === undefined || !isFollowUp(asked)) return withoutLead(asked)
  return joined(last, asked.replace(LEADS_ON, ''))
}

const withoutCourtesy = (text: string): string => {
  const lines = text.split('\n')
  const signature = lines.findIndex((line, index) => index > 0 && SIGNATURE.test(line.trim()))
  return sentencesOf(lines.slice(0, signature < 0 ? undefined : signature).join('\n'))
    .map((sentence) => sentence.replace(OPENING, '').trim())
    .filter((sentence) => !wordsOf(sentence).every(isCourtesy))
    .join('\n')
}

const isFollowUp = (asked: string): boolean => {
  const own = asked.replace(LEADS_ON, '')
  const subjects = subjectsOf(own).length
  if (subjects > SUBJECTS_OF_A_FOLLOW_UP) return false
  if (POINTS_BACK.test(own) && subjects < SUBJECTS_OF_A_FOLLOW_UP) return true
  return LEADS_ON.test(asked) && !ASKS_BY_ITSELF.test(own)
}

const withoutLead = (asked: string): string => {
  const own = asked.replace(LEADS_ON, '')
  return own.slice(0, 1).toUpperCase() + own.slice(1)
}

/** "refund on the monthly plan?" and "for the yearly plan?" become "refund on the yearly plan?". */
const joined = (last: string, followUp: string): string => {
  const [noun = '', changed = ''] = wordsBackwards(followUp)
  const place = new RegExp(`[\\p{L}\\p{N}-]+ ${escaped(noun)}(?![\\p{L}\\p{N}])`, 'iu')
  if (noun !== '' && changed !== '' && place.test(last)) return last.replace(place, `${changed} ${noun}`)
  return `${last.replace(/[?.!]+$/, '')}, ${followUp}`
}

const wordsBackwards = (text: string) => (text.match(/[\p{L}\p{N}-]+/gu) ?? []).toReversed()

const escaped = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '\\$&')
