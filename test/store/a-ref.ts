import { randomUUID } from 'node:crypto'
import { ConversationId, type ConversationRef, TurnId } from '../../src/domain/ids.ts'
import { REF } from '../support/builders.ts'

/** A conversation that no other test knows. */
export const aRef = (): ConversationRef => ({ ...REF, conversationId: ConversationId.parse(randomUUID()) })

export const aTurnId = () => TurnId.parse(randomUUID())
