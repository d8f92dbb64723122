import { spanInWords } from '../../domain/span-in-words.ts'
import { promisesMore } from './promises-more.ts'
import type { UnresolvedConversation } from './unresolved-conversation.ts'

/** After this long without a word from the contact, somebody asks or closes. */
const QUIET_MS = 2 * 24 * 3_600_000

/** What a colleague should do next, by rule; the first line that holds. */
export function nextStep(unresolved: UnresolvedConversation): string {
  const { conversation, situation, state, understanding, last, now } = unresolved
  const [oldest] = situation.unanswered
  if (understanding.risks.includes('self_harm') && oldest) return 'Read this first, and answer it yourself.'
  if (conversation.finAtWork) return 'Leave it to Fin for now, and look again tomorrow.'
  if (!oldest) return withNothingWaiting(unresolved)
  const waiting = spanInWords(now.getTime() - oldest.at.getTime())
  if (state === 'snooze_over')
    return `Answer it: the snooze is over, and the contact has waited for ${waiting}.`
  if (last.kind === 'handed_off') {
    const to = last.team ? ` to ${last.team}` : ''
    return `Answer it: handed off${to} ${spanInWords(now.getTime() - last.at.getTime())} ago, and nobody has written since.`
  }
  if (last.kind === 'suggested') return 'Send, edit or discard the suggested reply in the note.'
  if (situation.reopenedAfterClose)
    return `Look again: it was closed, and the contact came back ${waiting} ago.`
  return answerIt(unresolved, waiting)
}

function answerIt({ owner, last }: UnresolvedConversation, waiting: string): string {
  if (owner.kind === 'nobody') return `Assign it and answer: nobody has it, and it has waited for ${waiting}.`
  const nothing = last.kind === 'nothing' ? ', and nothing was answered' : ''
  return `Answer it: it has waited for ${owner.name} for ${waiting}${nothing}.`
}

function withNothingWaiting({ state, last, now }: UnresolvedConversation): string {
  if (state === 'snooze_over')
    return 'Decide about the snooze, which is over: follow up, snooze again or close.'
  if (last.kind === 'nothing') return 'Look into it: there is no message that can be answered.'
  const quietMs = now.getTime() - last.at.getTime()
  if (last.kind === 'wrote' && promisesMore(last.text))
    return `Keep the word given: ${last.who} wrote ${spanInWords(quietMs)} ago that there is more to come.`
  if (quietMs < QUIET_MS) return 'Wait: it is the contact’s turn to answer.'
  return `Follow up or close it: the contact has not answered for ${spanInWords(quietMs)}.`
}
