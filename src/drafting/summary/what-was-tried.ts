import { oneLine } from './one-line.ts'
import type { LastAct } from './unresolved-conversation.ts'

const LONGEST_QUOTE = 140

/** What was done last, in a sentence. */
export function whatWasTried(last: LastAct): string {
  switch (last.kind) {
    case 'nothing':
      return 'Nothing yet.'
    case 'answered':
      return `Firstline answered: ${quoted(last.text)}`
    case 'asked':
      return `Firstline asked: ${quoted(last.text)}`
    case 'handed_off':
      return `Firstline handed it off${last.team ? ` to ${last.team}` : ''}: ${last.because}`
    case 'suggested':
      return 'Firstline left a suggested reply in a note.'
    case 'wrote':
      return last.text === '' ? `${last.who} sent a file.` : `${last.who} wrote: ${quoted(last.text)}`
    case 'noted':
      return `${last.who} noted: ${quoted(last.text)}`
  }
}

const quoted = (text: string): string => `“${oneLine(text, LONGEST_QUOTE)}”`
