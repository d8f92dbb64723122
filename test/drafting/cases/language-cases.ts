import type { Risk } from '../../../src/domain/understanding.ts'

type Cases = { readonly yes: readonly string[]; readonly no: readonly string[] }

/** What contacts write in one language, and what each rule makes of it. */
export type LanguageCases = {
  readonly wantsPerson: Cases
  readonly risks: Readonly<Record<Risk, Cases>>
  readonly needsNoAnswer: Cases
}
