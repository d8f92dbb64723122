import type { NotesBecause } from '../../decision/may-act.ts'
import type { HandOffReason, SilentReason } from '../../domain/outcome.ts'

/** Every code that a teammate may meet in a note. */
export type ReasonCode = HandOffReason | NotesBecause | SilentReason

const REASONS: Readonly<Record<ReasonCode, string>> = {
  person_requested: 'The contact asks for a person.',
  legal_threat: 'The contact mentions a lawyer, a court or a complaint to an authority.',
  self_harm: 'The contact may be thinking of harming themselves. Please read this first.',
  account_security: 'The contact reports that an account, card or password may be in the wrong hands.',
  data_deletion: 'The contact asks us to delete their personal data.',
  nothing_found: 'The knowledge holds nothing that answers this.',
  low_confidence: 'An answer was found, but it is not certain enough to send.',
  not_grounded: 'The drafted answer says something that its sources do not.',
  unreadable: 'The contact sent an image or a file, which the bot cannot read.',
  stale: 'The message waited too long for an automatic answer.',
  unexpected_error: 'Something failed while the answer was being written.',
  delivery_unknown:
    'Nobody can tell whether an earlier answer reached the contact. Please check before you reply.',
  over_budget:
    'The spend limit of the day for the language model is reached; this draft was made without it.',
  mode_suggest: 'The bot is set to suggest; a person sends the answer.',
  email: 'This is an e-mail conversation, where answering by itself is switched off.',
  reopened_after_close: 'A teammate closed this conversation and the contact came back.',
  beginning_unseen:
    'This conversation is so long that Intercom shows only its newest entries; a person may have had it before.',
  source_stale:
    'The article behind this answer was last reviewed too long ago. Please check it before you send the draft.',
  nothing_unanswered: 'Nothing waits for an answer.',
  no_answer_needed: 'The message needs no answer.',
  mode_off: 'The bot is switched off.',
  taken_over: 'A teammate has this conversation.',
  not_ours: 'The conversation is assigned to somebody the bot does not answer for.',
  handed_off: 'The bot has handed this conversation to the team.',
  closed: 'The conversation is closed.',
  snoozed: 'The conversation is snoozed.',
  deleted: 'The conversation was deleted.',
  redacted: 'The message was redacted.',
  fin_at_work: 'Fin is answering here.',
  no_team: 'A hand-off is needed, but no team is set for it.',
  not_in_pilot: 'A contact of this conversation is not in the pilot, so nothing is written.',
}

const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(REASONS, code)

/** A reason code in plain English, for teammates. A code nobody wrote words for is shown as it is. */
export const reasonInWords = (reason: string): string =>
  isReasonCode(reason) ? REASONS[reason] : reason.replaceAll('_', ' ')
