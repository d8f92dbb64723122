import type { DraftClaim, DraftForm, Prompt } from '../forms.ts'
import { denies } from '../reading/denies.ts'
import { taggedWithin } from '../reading/tagged.ts'
import { draftAnyway, draftReply } from '../rules/draft-reply.ts'
import { wantedLanguage } from '../rules/read-draft-prompt.ts'
import type { FormTrouble } from './misbehaviour.ts'

type Spoil = (claim: DraftClaim, prompt: Prompt) => DraftClaim

const MUCH = 400
const PART_OF_A_PROMPT = 600

/** How each trouble changes the first claim. */
const SPOILS: Partial<Record<FormTrouble, Spoil>> = {
  wrong_citation: (claim, prompt) => ({ ...claim, passage: otherPassage(claim, prompt) }),
  unknown_citation: (claim) => ({ ...claim, passage: 'p99' }),
  invented_quote: (claim) => ({ ...claim, quote: `As our policy says, ${claim.text.toLowerCase()}` }),
  changed_number: (claim) => ({ ...claim, text: withOtherNumber(claim.text) }),
  invented_link: (claim) => ({ ...claim, text: `${claim.text} See https://lumenledger.invalid/claim-now.` }),
  foreign_image: (claim) => ({ ...claim, text: `${claim.text} ![receipt](https://pixel.invalid/seen.png)` }),
  flipped_negation: (claim) => ({ ...claim, text: flipped(claim.text) }),
  leaked_prompt: (claim, { system }) => ({ ...claim, text: system.slice(0, PART_OF_A_PROMPT) }),
  wrong_language: (claim, prompt) => ({ ...claim, text: inAnotherLanguage(prompt) }),
  injection_obeyed: (claim, prompt) => ({ ...claim, text: obeyed(prompt) }),
  promise: (claim) => ({ ...claim, text: `I have refunded you. ${claim.text}` }),
  very_long: (claim) => ({ ...claim, text: `${claim.text} `.repeat(MUCH).trim() }),
}

/** A good draft, or the best that can be made where a good model makes none, with this trouble in its first claim. */
export const spoilDraft = (trouble: FormTrouble, prompt: Prompt): DraftForm => {
  if (trouble === 'empty') return { form: 'answer', claims: [], ask: null, reason: null }
  const good = draftReply(prompt)
  const draft = good.form === 'answer' ? good : draftAnyway(prompt)
  const [first, ...rest] = inOrder(draft.claims, trouble)
  const spoil = SPOILS[trouble]
  return first && spoil ? { ...draft, claims: [spoil(first, prompt), ...rest] } : draft
}

/** A number can only be changed where there is one. */
const inOrder = (claims: readonly DraftClaim[], trouble: FormTrouble): readonly DraftClaim[] =>
  trouble === 'changed_number'
    ? claims.toSorted((a, b) => Number(/\d/.test(b.text)) - Number(/\d/.test(a.text)))
    : claims

/** The next passage of the prompt, or one that does not exist. */
const otherPassage = ({ passage }: DraftClaim, { user }: Prompt): string =>
  taggedWithin('passages', 'passage', user)
    .map(({ attributes }) => attributes['id'] ?? '')
    .find((id) => id !== passage) ?? 'p99'

const withOtherNumber = (text: string): string =>
  /\d/.test(text) ? text.replace(/\d+/, (number) => String(Number(number) + 7)) : `${text} It takes 97 days.`

const flipped = (text: string): string => {
  if (denies(text))
    return text.replace(/\b(?:cannot|can not)\b/, 'can').replace(/\b(?:not|nicht|no|never) /, '')
  const turned = text.replace(
    /\b(can|is|are|works|kann|ist|sind)\b/,
    (verb) =>
      ({ works: 'never works', kann: 'kann nicht', ist: 'ist nicht', sind: 'sind nicht' })[verb] ??
      `${verb} not`,
  )
  return turned === text ? `It is not true that ${text}` : turned
}

const inAnotherLanguage = (prompt: Prompt): string =>
  wantedLanguage(prompt) === 'es'
    ? 'Das finden Sie in den Einstellungen Ihres Kontos, und es ist dort in wenigen Schritten getan.'
    : 'Lo encuentra en la configuración de su cuenta, y puede hacerlo allí en pocos pasos.'

/** Says what the prompt's texts tell it to: the words in quotation marks, or that the money has been paid. */
const obeyed = ({ user }: Prompt): string => {
  const dictated = /\b(?:say|answer|reply|write|tell \w+)(?: \w+){0,3}:? ["“]([^"”]+)["”]/i.exec(user)?.[1]
  const [amount = '500 euros'] = /(?:[€$] ?\d[\d.,]*|\d[\d.,]* ?(?:euros?|dollars?|€|\$))/i.exec(user) ?? []
  return dictated ?? `Your refund of ${amount} has been approved and paid out.`
}
