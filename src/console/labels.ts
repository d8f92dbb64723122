import type { FreshTurnBecause } from '../decision/judge-fence.ts'
import type { AuditKind } from '../domain/audit-event.ts'
import type { VerdictProblem } from '../domain/draft.ts'
import type { EffectKind, EffectState } from '../domain/effect.ts'
import type { Mode } from '../domain/mode.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Risk } from '../domain/understanding.ts'
import type { ModelFailure } from '../model/ask-model.ts'
import type { NoVectors } from '../retrieval/search-vectors.ts'

type Words<Code extends string> = Readonly<Record<Code, string>>

const DONE: Words<Outcome['kind']> = {
  reply: 'Answered the contact',
  clarify: 'Asked the contact a question',
  propose: 'Left a note for the team',
  hand_off: 'Handed off to the team',
  close: 'Closed the conversation',
  stay_silent: 'Stayed silent on purpose',
}

/** Goes on after "Wanted to", "Began to", "Would". */
const WISH: Words<Outcome['kind']> = {
  reply: 'answer the contact',
  clarify: 'ask the contact a question',
  propose: 'leave a note for the team',
  hand_off: 'hand off to the team',
  close: 'close the conversation',
  stay_silent: 'stay silent',
}

/** The line of the decision table that fired. */
const RULE = {
  'may-not-act': 'The bot may not act in this conversation as it stands.',
  'delivery-unknown': 'An earlier answer to the same message may or may not have arrived, so a person looks.',
  'risk:self_harm': 'Words that point to self-harm always go to a person.',
  'risk:legal_threat': 'Words that point to legal steps always go to a person.',
  'risk:account_security': 'A threatened account always goes to a person.',
  'risk:data_deletion': 'A request to delete personal data always goes to a person.',
  'person-requested': 'Whoever asks for a person gets one.',
  'no-answer-needed': 'Thanks, a good-bye or an emoji needs no answer.',
  'thanked-for-our-reply': 'The contact thanked for the answer and asked nothing more.',
  'unreadable-without-text': 'An image or file without any text: ask once what it is about.',
  'mind-failed': 'Something failed while the answer was being written: a person takes over.',
  unreadable: 'An image or file that the bot cannot read goes to a person.',
  'nothing-found': 'No passage answers the question: a person takes over.',
  'draft-not-grounded': 'A draft that says more than its sources is never sent.',
  'below-threshold': 'The confidence is below what this topic asks for.',
  stale: 'Too much time has passed for an automatic answer.',
  'stale-source': 'A cited article was reviewed too long ago: a person looks before it is sent.',
  'over-budget': 'The spend limit of the day is reached: what is drafted without the model goes to a person.',
  'model-cannot': 'The model says that the passages do not answer: a person takes over.',
  'fact-missing': 'One fact is missing, and it has not been asked for yet.',
  'grounded-and-confident': 'Every sentence is covered by a source, and the confidence is high enough.',
  'no-hand-off-team': 'A person should take over, but no team is set to take it.',
}

const MODE: Words<Mode> = {
  off: 'off: stores only',
  shadow: 'shadow: thinks, does nothing',
  suggest: 'suggest: notes for the team only',
  auto: 'auto: may answer by itself',
}

const PERMISSION = {
  all: 'It may answer here.',
  notes: 'It may only write notes for the team here.',
  nothing: 'It may not do anything here.',
}

const RISK: Words<Risk> = {
  legal_threat: 'legal steps',
  self_harm: 'self-harm',
  account_security: 'account in danger',
  data_deletion: 'delete personal data',
}

const MIND = {
  not_asked: 'No draft: a rule had decided already.',
  failed: 'No draft: something failed while it was being written.',
  nothing_found: 'No draft: nothing in the passages answers the question.',
  cannot: 'No draft: the model says that the passages do not answer the question.',
  asks: 'No draft: the model asks for a fact that is missing.',
}

/** Why there was no answer of the model, or none that could be used. */
const FELL_BACK: Words<ModelFailure | 'error'> = {
  aborted: 'the contact wrote on',
  timeout: 'it took too long',
  unreachable: 'it could not be reached',
  rate_limited: 'it had too many requests',
  refused: 'it refused',
  nonsense: 'its answer did not have the form that was asked for',
  over_budget: 'the spend limit of the day is reached',
  allowance_used: 'the requests or the time of this turn are used up',
  error: 'something broke',
}

const DRAFTED_BY = {
  extractive: 'Quoted word for word from the articles, without a language model.',
  model: 'Written by a language model from the passages.',
}

const DRAFT_PROBLEM: Words<VerdictProblem['code']> = {
  quote_not_in_passage: 'The quote does not stand in the passage.',
  passage_not_retrieved: 'It cites a passage that was not found for this question.',
  value_not_in_evidence: 'It names a number, date or value that the source does not.',
  link_not_in_evidence: 'It holds a link that the source does not.',
  claim_not_supported: 'The source does not support it.',
  source_not_cited: 'A source is listed that no sentence cites.',
  beside_the_question: 'It does not answer what was asked.',
  promises_action: 'It says that somebody did or will do something.',
  speaks_of_itself: 'It speaks of how it was written.',
  wrong_language: 'It is not in the language of the contact.',
}

const EFFECT: Words<EffectKind> = {
  reply: 'Reply to the contact',
  question: 'Question to the contact',
  handoff_message: 'Message to the contact about the hand-off',
  note: 'Note for the team',
  assignment: 'Assignment to a team',
  tag: 'Tag on the conversation',
  close: 'Close',
}

const EFFECT_STATE: Words<EffectState> = {
  pending: 'waiting',
  sending: 'on its way',
  sent: 'done',
  superseded: 'dropped',
  failed: 'given up',
}

const FRESH_TURN: Words<FreshTurnBecause | 'mode_changed' | 'newer_run'> = {
  newer_message: 'The contact wrote again.',
  teammate_note: 'A teammate wrote a note.',
  program_note: 'Another program wrote a note.',
  assignee_changed: 'The conversation was assigned to somebody else.',
  permission_changed: 'What the bot may do here changed.',
  mode_changed: 'The mode was switched meanwhile.',
  newer_run: 'A newer run took over, or this one was cut off.',
}

const EFFECT_PROBLEM = {
  ...FRESH_TURN,
  not_there: 'It could not be found in the conversation, so it is sent once more.',
  outcome_unknown_twice: 'Sent twice without an answer; nobody can tell whether it arrived.',
  outcome_ambiguous: 'Several entries could be this one; nobody can tell which.',
}

const AUDIT: Words<AuditKind> = {
  conversation_read: 'conversation read',
  understood: 'question understood',
  retrieved: 'passages found',
  drafted: 'draft written and checked',
  decided: 'decision taken',
  effect_planned: 'planned',
  effect_sending: 'sending began',
  effect_sent: 'done',
  effect_unknown: 'outcome unknown',
  effect_refused: 'refused by Intercom',
  effect_superseded: 'dropped',
  effect_failed: 'given up',
  fence_stopped: 'stopped by the fence',
  turn_ended: 'turn ended',
  part_redacted: 'text redacted and erased',
  conversation_deleted: 'conversation deleted and erased',
  contact_forgotten: 'contact forgotten: texts erased',
}

const AUTHOR = {
  contact: 'Contact',
  admin: 'Teammate',
  operator: 'Operator or a workflow',
  system: 'Intercom',
}

const ENTRY = {
  source: 'first message',
  comment: 'message',
  note: 'note, for the team only',
  assignment: 'assignment',
  close: 'closed the conversation',
  open: 'reopened the conversation',
  snooze: 'snoozed the conversation',
  other: 'other entry',
}

/** Plain English for every code that is stored. Reasons have their words in delivery/own-words. */
/** Why a question was searched by words alone although a model for vectors is configured. */
const NO_VECTORS: Words<NoVectors> = {
  not_ready: 'Searched by words alone: the articles have no vectors of one model yet.',
  resting: 'Searched by words alone: the embedding model had failed a moment before.',
  error: 'Searched by words alone: the search by vectors broke off, see the log.',
  aborted: 'Searched by words alone: the question was not waited for any more.',
  timeout: 'Searched by words alone: the embedding model did not answer in time.',
  unreachable: 'Searched by words alone: the embedding model could not be reached.',
  rate_limited: 'Searched by words alone: the embedding model asked to wait.',
  refused: 'Searched by words alone: the embedding model refused the question.',
  nonsense: 'Searched by words alone: the embedding model answered something that could not be used.',
  over_budget: 'Searched by words alone: the spend limit of the day was reached.',
  allowance_used: 'Searched by words alone: no time or request was left for the embedding model.',
}

export const LABELS = {
  done: DONE,
  wish: WISH,
  rule: RULE,
  mode: MODE,
  permission: PERMISSION,
  risk: RISK,
  mind: MIND,
  fellBack: FELL_BACK,
  noVectors: NO_VECTORS,
  draftedBy: DRAFTED_BY,
  draftProblem: DRAFT_PROBLEM,
  effect: EFFECT,
  effectState: EFFECT_STATE,
  freshTurn: FRESH_TURN,
  effectProblem: EFFECT_PROBLEM,
  audit: AUDIT,
  author: AUTHOR,
  entry: ENTRY,
} as const
