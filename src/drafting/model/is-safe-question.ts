import type { Passage } from '../../domain/passage.ts'
import type { Understanding } from '../../domain/understanding.ts'
import { findLinks } from '../verification/find-links.ts'
import { findValues } from '../verification/find-values.ts'

const LONGEST = 250
/** Nobody is ever asked for these here. */
const SECRETS =
  /password|passwort|contraseñ|mot de passe|senha|パスワード|\bpin\b|\bcvc\b|\bcvv\b|card number|kartennummer|número de tarjeta|\botp\b|security code|2fa/iu

/**
 * Whether a question that a model would put to a contact may be put: one short question, without links, without a secret
 * it asks for, and without any number that was not said before. It rests on no passage, so it must not state anything.
 */
export function isSafeQuestion(
  question: string,
  { text, question: asked }: Understanding,
  passages: readonly Passage[],
): boolean {
  if (question.length > LONGEST || !/[?？]$/.test(question) || question.includes('\n')) return false
  if ((question.match(/[.!?。！？](?=\s|$)/gu) ?? []).length > 2) return false
  if (findLinks(question).length > 0 || SECRETS.test(question)) return false
  const known = findValues([text, asked, ...passages.map((passage) => passage.text)].join('\n'))
  const said = findValues(question)
  return (
    said.emails.length === 0 &&
    said.numbers.every((number) => known.numbers.includes(number)) &&
    said.measured.every((value) => known.measured.includes(value))
  )
}
