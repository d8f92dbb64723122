import { isCourtesy } from './is-courtesy.ts'

/** A longer message has something to say, however politely. */
const LONGEST_THANKS = 200
/** After thanks, a capitalised word at the end is a name: "Thanks Maya!" */
const NAME_AT_END = /(?<=^\s*\p{L}+(?:\s\p{L}+)?,?\s)\p{Lu}\p{Ll}+(?=[\s.!]*$)/u
const PLEASED = /👍|👌|🙏|🙂|😊|😀|😁|😃|😄|😎|🥰|😍|🤩|🎉|🥳|💯|✅|✔|❤|💙|💚|💜|🧡|💪|👏|🙌|🤝|🫶|😉/u
const DISPLEASED = /👎|😡|😠|🤬|😢|😭|😞|😤|😕|😟|🙁|☹|❌|❓|❔|⁉|‼|❗|🆘|💔|🤔|😒|🙄/u
const NOTHING_SAID = /^[^\p{L}\p{N}]*$/u

/** Whether a message is thanks, approval or a good-bye and nothing else. A question mark always needs an answer. */
export function needsNoAnswer(text: string): boolean {
  if (text.length > LONGEST_THANKS || /[?？؟]/.test(text) || DISPLEASED.test(text)) return false
  if (NOTHING_SAID.test(text)) return PLEASED.test(text)
  return isCourtesy(text) || isCourtesy(text.replace(NAME_AT_END, ''))
}
