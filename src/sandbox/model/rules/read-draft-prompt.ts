import type { Prompt } from '../forms.ts'
import { isInjection } from '../reading/is-injection.ts'
import { languageOf } from '../reading/language-of.ts'
import { readUnits, type ShownPassage, type Unit } from '../reading/read-units.ts'
import { taggedWithin, textOf } from '../reading/tagged.ts'

/** What a model is shown when it is to draft. */
export type DraftPrompt = {
  readonly question: string
  readonly passages: readonly ShownPassage[]
  /** What can be quoted: in the wanted language, and not speaking to the model. */
  readonly units: readonly Unit[]
}

/** The language that a prompt asks for: "write in this language: es". */
export const wantedLanguage = ({ user }: Prompt): string | undefined =>
  /language:\s*([a-z]{2})\b/i.exec(user)?.[1]?.toLowerCase()

export const readDraftPrompt = (prompt: Prompt): DraftPrompt => {
  const wanted = wantedLanguage(prompt)
  const passages = taggedWithin('passages', 'passage', prompt.user).map(({ attributes, text }) => ({
    id: attributes['id'] ?? '',
    title: attributes['title'] ?? '',
    text,
  }))
  const units = passages.flatMap(readUnits).filter(({ text, passage }) => {
    const language = languageOf(passage.text)
    return !isInjection(text) && (wanted === undefined || language === undefined || language === wanted)
  })
  return { question: textOf('question', prompt.user), passages, units }
}
