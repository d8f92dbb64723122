import type { Urgency } from '../../domain/digest.ts'

const URGENCIES: Readonly<Record<Urgency, string>> = {
  self_harm: 'may harm themselves',
  legal_threat: 'legal steps',
  account_security: 'account in danger',
  data_deletion: 'wants data deleted',
  delivery_unknown: 'an answer may not have arrived',
  person_requested: 'asks for a person',
  angry: 'angry',
  handed_off_unanswered: 'handed off, nobody has answered',
  waits_long: 'waits for over a day',
}

/** Why a conversation is urgent, in a few words for teammates. */
export const urgencyInWords = (urgency: Urgency): string => URGENCIES[urgency]
