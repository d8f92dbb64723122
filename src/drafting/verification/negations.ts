import type { Language } from '../../domain/language.ts'
import { foldText } from '../understanding/fold-text.ts'

/** Words that turn a statement round. */
const WORDS: Readonly<Record<string, string>> = {
  en: 'not|no|never|none|nor|neither|cannot|without|nothing|nobody|dont|doesnt|didnt|isnt|arent|wasnt|werent|cant|couldnt|wont|wouldnt|shouldnt|hasnt|havent|hadnt|mustnt|neednt|unable|impossible|unavailable|except|unless',
  es: 'no|nunca|jamas|ni|sin|ningun\\w*|nada|nadie|tampoco|imposible|excepto|salvo',
  de: 'nicht|kein\\w*|nie|niemals|ohne|weder|nichts|niemand|unmoglich|ausser',
  fr: 'ne|n|pas|jamais|aucun\\w*|sans|ni|non|rien|impossible|sauf',
  pt: 'nao|nunca|nem|sem|nenhum\\w*|nada|jamais|tampouco|impossivel|exceto',
  it: 'non|no|mai|senza|nessun\\w*|niente|impossibile|tranne',
  nl: 'niet|geen|nooit|zonder|niets|niemand|noch|onmogelijk|behalve',
}
const UNSPACED: Readonly<Record<string, string>> = {
  ja: 'ない|ません|なし|なく|不可|無し|ず[、に]',
  zh: '不|没|無|无|未|非|别',
}
/** Whether a text in this language denies something. */
export function hasNegation(text: string, language: Language): boolean {
  const folded = foldText(text)
  const unspaced = UNSPACED[language]
  if (unspaced) return new RegExp(unspaced, 'u').test(folded)
  const words = WORDS[language] ?? WORDS['en'] ?? ''
  return new RegExp(` (?:${words}) `, 'u').test(folded)
}
