import { randomUUID } from 'node:crypto'
import { asc } from 'drizzle-orm'
import { readSituation } from '../../src/decision/read-situation.ts'
import { claimSending } from '../../src/delivery/claim-sending.ts'
import { recordWritten } from '../../src/delivery/perform.ts'
import { createSettleEffect } from '../../src/delivery/settle-effect.ts'
import type { Entry } from '../../src/domain/conversation.ts'
import type { Effect, PlannedEffect } from '../../src/domain/effect.ts'
import { AppId, ConversationId, type ConversationRef, partEntry, TurnId } from '../../src/domain/ids.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { PATIENCE } from '../../src/domain/patience.ts'
import type { Turn } from '../../src/domain/turn.ts'
import type { Written } from '../../src/intercom/to-written.ts'
import { IntercomError } from '../../src/intercom/intercom-error.ts'
import { decide } from '../../src/pipeline/decide.ts'
import { createEndTurn } from '../../src/pipeline/end-turn.ts'
import { createRecordDecision } from '../../src/pipeline/record-decision.ts'
import { NO_THOUGHTS } from '../../src/pipeline/think.ts'
import { takeConversation } from '../../src/store/conversations.ts'
import type { Db } from '../../src/store/db.ts'
import { boundParts } from '../../src/store/conversation-effects.ts'
import { storeNotifications } from '../../src/store/notifications.ts'
import { rememberEntries } from '../../src/store/parts.ts'
import { conversation } from '../../src/store/schema/conversations.ts'
import { effect, turn } from '../../src/store/schema/turns.ts'
import { isConversation, ofConversation } from '../../src/store/sql-conditions.ts'
import {
  aConversation,
  aPolicy,
  anEntry,
  anIdentity,
  bot,
  BOT,
  contact,
  SUPPORT,
} from '../support/builders.ts'
import { letPass } from '../support/let-pass.ts'

/** What became of a POST: what the workspace did, and what its caller was told of it. */
export type Posted = 'written' | 'refused' | 'unknown, done' | 'unknown, not done'

/** One run of a turn, as far as it has come. */
type Run = {
  readonly turn: Turn
  effects: readonly Effect[]
  isStartedGroup: boolean
  hasDecided: boolean
  /** Its effect in `sending`, and what it was told once the POST was over. */
  claimed?: { readonly effect: Effect; told?: Written }
}

/** Somebody who looks for an effect, and freezes once the workspace has been read. */
type Look = { readonly goOn: () => void; readonly over: Promise<unknown> }

/** The rows of one conversation at a moment. */
export type Rows = Awaited<ReturnType<Machine['rows']>>
export type Machine = ReturnType<typeof aMachine>

const QUIET = { quietMs: 0, quietMaxMs: 0 }

/**
 * One conversation, the rows that belong to it, and any number of runs at it, each moved by single steps of the real
 * walk. The workspace is a list of entries.
 */
export function aMachine(db: Db) {
  const ref: ConversationRef = {
    appId: AppId.parse('app1'),
    conversationId: ConversationId.parse(randomUUID()),
  }
  const entries: Entry[] = []
  const heard: Parameters<typeof storeNotifications>[1][number][] = []
  const runs: Run[] = []
  const looks: Look[] = []
  const endTurn = createEndTurn(db)
  const recordDecision = createRecordDecision({ db, settingsHash: 'hash' })

  const add = (of: Partial<Entry>): Entry => {
    const entry = anEntry({ id: partEntry(String(entries.length + 1)), at: new Date(), ...of })
    entries.push(entry)
    return entry
  }
  const read = () => ({ ...aConversation(), id: ref.conversationId, entries: [...entries] })
  const intercom = { readConversation: async () => read() }

  /** Keeps what was asked, and answers as the network does. */
  const post = ({ kind, target }: Effect, posted: Posted): Written => {
    const unknown = { kind: 'unknown', error: new IntercomError('POST', 500, 'server_error') } as const
    if (posted === 'refused') return { kind: 'refused', error: new IntercomError('POST', 429, 'rate_limit') }
    if (posted === 'unknown, not done') return unknown
    const isNote = kind === 'note'
    const { id } =
      kind === 'assignment'
        ? add({ author: bot, kind: 'assignment', text: '', assignedTo: { kind: 'team', id: SUPPORT } })
        : add({ author: bot, kind: isNote ? 'note' : 'comment', text: `${kind} ${target}` })
    return posted === 'written' ? { kind: 'written', partId: id } : unknown
  }

  /** What is on its way half a minute later: whatever POST was not made by now is not made any more. */
  const afterHalfAMinute = async () => {
    for (const { claimed } of runs)
      if (claimed && !claimed.told) claimed.told = post(claimed.effect, 'refused')
    await letPass(db, { ref }, PATIENCE.lookUntilMs / 1000 + 1)
    const [row] = await db.select().from(conversation).where(isConversation(ref))
    return row?.sending && (await takeConversation(db, ref))?.sending
  }
  const settleWith = (reading: typeof intercom) =>
    createSettleEffect({ db, intercomFor: () => reading, botAdminId: BOT, patience: PATIENCE })

  return {
    ref,
    entries,
    runs,
    looks,
    /** The contact writes, or an earlier notification comes again. */
    hear: async (again: number | undefined) => {
      const before = again === undefined ? undefined : heard[again % Math.max(heard.length, 1)]
      if (before) return storeNotifications(db, [before], QUIET)
      const { id } = add({ author: contact })
      const topic = 'conversation.user.replied'
      const shared = { ...ref, topic, entryIds: [id], createdAt: new Date(), attempt: 1, asks: true }
      heard.push({ ...shared, id: randomUUID() })
      return storeNotifications(db, heard.slice(-1), QUIET)
    },
    begin: async () => {
      const taken = await takeConversation(db, ref)
      if (!taken || taken.deleted || taken.sending || taken.asked === taken.settled) return
      const { token, asked } = taken
      const turnId = TurnId.parse(randomUUID())
      runs.push({
        turn: { ...ref, turnId, token, asked, startedAt: new Date() },
        effects: [],
        isStartedGroup: false,
        hasDecided: false,
      })
    },
    decide: async (run: Run, outcome: Outcome, planned: readonly PlannedEffect[]) => {
      if (run.hasDecided) return
      run.hasDecided = true
      await db.transaction((tx) => rememberEntries(tx, ref, entries))
      const situation = readSituation(read(), await boundParts(db, ref), anIdentity())
      const view = { conversation: read(), situation }
      const facts = { view, thoughts: NO_THOUGHTS, switches: [], deliveryUnknown: false, now: new Date() }
      const decision = { ...decide(facts, aPolicy()), outcome }
      const { turn } = run
      const recorded = await recordDecision({ turn, view, thoughts: NO_THOUGHTS, decision, planned })
      if (recorded.kind === 'recorded') run.effects = recorded.effects
    },
    claim: async (run: Run) => {
      const [next] = run.effects
      if (!next || run.claimed) return
      const terms = { fileMode: 'auto', topic: 'other', isStartedGroup: run.isStartedGroup } as const
      if ((await claimSending(db, run.turn, next, terms)).kind === 'go') run.claimed = { effect: next }
    },
    write: async ({ claimed }: Run, posted: Posted) => {
      if (claimed && !claimed.told) claimed.told = post(claimed.effect, posted)
    },
    /** The answer to the POST is written down, however late. */
    record: async (run: Run) => {
      const { claimed } = run
      if (!claimed?.told) return
      const became = await recordWritten(db, run.turn, claimed.effect, claimed.told)
      delete run.claimed
      if (became !== 'sent') return
      run.effects = run.effects.slice(1)
      run.isStartedGroup = true
    },
    end: async ({ turn, claimed }: Run, how: 'done' | 'stopped' | 'superseded') => {
      if (claimed) return
      if (how === 'done') await endTurn.done(turn, 'delivered')
      if (how === 'stopped') await endTurn.stopped(turn, 'taken_over')
      if (how === 'superseded') await endTurn.superseded(turn, 'newer_message')
    },
    crash: async (run: Run) => void runs.splice(runs.indexOf(run), 1),
    settle: async () => {
      const sending = await afterHalfAMinute()
      if (sending) await settleWith(intercom)(ref, sending)
    },
    /** Somebody begins to settle, reads, and freezes. */
    look: async () => {
      const sending = await afterHalfAMinute()
      if (!sending) return
      const hasRead = Promise.withResolvers<void>()
      const free = Promise.withResolvers<void>()
      const readConversation = async () => {
        const conversation = read()
        hasRead.resolve()
        await free.promise
        return conversation
      }
      const over = settleWith({ readConversation })(ref, sending)
      looks.push({ goOn: free.resolve, over })
      await Promise.race([hasRead.promise, over])
    },
    /** Whoever looked first goes on with what was seen then. */
    conclude: async () => {
      const look = looks.shift()
      look?.goOn()
      await look?.over
    },
    rows: async () => {
      const [row] = await db.select().from(conversation).where(isConversation(ref))
      return {
        row,
        effects: await db.select().from(effect).where(ofConversation(effect, ref)).orderBy(asc(effect.key)),
        turns: await db.select().from(turn).where(ofConversation(turn, ref)).orderBy(asc(turn.startedAt)),
      }
    },
  }
}
