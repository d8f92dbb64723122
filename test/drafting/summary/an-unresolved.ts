import { readSituation } from '../../../src/decision/read-situation.ts'
import type { Conversation } from '../../../src/domain/conversation.ts'
import { lastWords } from '../../../src/drafting/summary/last-words.ts'
import type { UnresolvedConversation } from '../../../src/drafting/summary/unresolved-conversation.ts'
import { understandByRules } from '../../../src/drafting/understand-by-rules.ts'
import { aConversation, anIdentity } from '../../support/builders.ts'

/** Three hours after the first message. */
export const NOW = new Date('2026-11-24T12:00:00Z')

/** An unresolved conversation as the night finds it; nobody has it and nothing was done, unless told otherwise. */
export function anUnresolved(
  conversation: Conversation = aConversation(),
  overrides: Partial<UnresolvedConversation> = {},
): UnresolvedConversation {
  const situation = readSituation(conversation, [], anIdentity())
  return {
    conversation,
    state: 'open',
    situation,
    understanding: understandByRules(lastWords(conversation, situation)),
    owner: { kind: 'nobody' },
    last: { kind: 'nothing' },
    now: NOW,
    ...overrides,
  }
}
