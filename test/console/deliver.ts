import { claimSending } from '../../src/delivery/claim-sending.ts'
import { recordWritten } from '../../src/delivery/perform.ts'
import { partEntry } from '../../src/domain/ids.ts'
import type { Written } from '../../src/intercom/to-written.ts'
import { createEndTurn } from '../../src/pipeline/end-turn.ts'
import type { Db } from '../../src/store/db.ts'
import type { aTurn } from './a-turn.ts'

type ATurn = Awaited<ReturnType<typeof aTurn>>

/** Sends a turn's effects, each with what Intercom is made to answer (by default: written). */
export async function send(db: Db, { turn, decided, effects }: ATurn, written?: Written): Promise<void> {
  for (const [index, effect] of effects.entries()) {
    const terms = { fileMode: decided.decision.fileMode, topic: 'other', isStartedGroup: index > 0 }
    await claimSending(db, turn, effect, terms)
    const part = partEntry(`${turn.conversationId}-${effect.kind}`)
    await recordWritten(db, turn, effect, written ?? { kind: 'written', partId: part })
  }
}

/** Sends everything and ends the turn. */
export async function deliver(db: Db, aTurn: ATurn): Promise<void> {
  await send(db, aTurn)
  await createEndTurn(db).done(aTurn.turn, 'delivered')
}
