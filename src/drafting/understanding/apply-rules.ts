import type { Risk } from '../../domain/understanding.ts'
import { phraseBooks } from '../phrases/phrase-books.ts'
import { compileRule } from './compile-rule.ts'
import { foldText } from './fold-text.ts'
import { forgiveTypos } from './forgive-typos.ts'

/** What the rules recognise in a contact's words. */
export type Recognised = { readonly wantsPerson: boolean; readonly risks: readonly Risk[] }

const RISKS: readonly Risk[] = ['self_harm', 'legal_threat', 'account_security', 'data_deletion']

const wantsPerson = compileRule(phraseBooks, (book) => book.wantsPerson)
const riskRules = RISKS.map((risk) => ({ risk, fires: compileRule(phraseBooks, (book) => book.risks[risk]) }))

/** Which of the rules that must hold without a model fire for a text in any language. */
export function applyRules(text: string): Recognised {
  const folded = forgiveTypos(foldText(text))
  return {
    wantsPerson: wantsPerson(folded),
    risks: riskRules.filter(({ fires }) => fires(folded)).map(({ risk }) => risk),
  }
}
