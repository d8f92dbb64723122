import { isWithBot, type OwnIdentity } from '../decision/own-identity.ts'
import type { AppId, ConversationRef } from '../domain/ids.ts'
import { ConversationId } from '../domain/ids.ts'
import type { SilentReason } from '../domain/outcome.ts'
import type { Intercom } from '../intercom/create-intercom.ts'
import type { Waiting } from '../intercom/search-conversations.ts'
import type { Queue } from '../queue/create-queue.ts'
import { askTurn, knownAmong, unfinishedConversations, waitsForTurn } from '../store/conversations.ts'
import type { Db } from '../store/db.ts'
import { leftToPeopleAt } from '../store/left-to-people.ts'
import { lastJudgedAt, lastSilence } from '../store/turns.ts'
import { lastSweep, markSwept } from '../store/workspaces.ts'

export type SweepDeps = {
  readonly db: Db
  readonly queue: Pick<Queue, 'wake' | 'wakeIn'>
  readonly intercom: Intercom
  readonly appId: AppId
  readonly identity: OwnIdentity
  readonly staleMs: number
  readonly now: () => Date
}

export type SweepReport = { readonly seen: number; readonly asked: number; readonly resumed: number }

/** Search lags behind, and clocks differ: what changed shortly before the last sweep is looked at again. */
const OVERLAP_MS = 10 * 60_000

/** What a teammate has is looked at again only when something has changed in it, or, with a restart, in the settings. */
const IN_HANDS: readonly SilentReason[] = ['taken_over', 'not_ours', 'handed_off', 'nothing_unanswered']
/** Intercom's clock and ours differ, and it tells whole seconds. */
const CLOCKS_MS = 2 * 60_000

/**
 * Looks for conversations that wait for an answer although no webhook told us (there is only one retry), and wakes
 * what an earlier process left unfinished.
 */
export const createSweep = (deps: SweepDeps) => {
  const bornAt = deps.now()
  return () => sweep(deps, bornAt)
}

async function sweep(deps: SweepDeps, bornAt: Date): Promise<SweepReport> {
  const { db, queue, intercom, appId, staleMs, now } = deps
  const startedAt = now()
  const unfinished = await unfinishedConversations(db, appId)
  for (const id of unfinished) await queue.wake({ appId, conversationId: ConversationId.parse(id) }, 0)
  const since = Math.min(startedAt.getTime() - staleMs, (await lastSweep(db, appId))?.getTime() ?? Infinity)
  const waiting = await intercom.openSince(new Date(since - OVERLAP_MS))
  const known = await knownAmong(
    db,
    appId,
    waiting.map(({ id }) => id),
  )
  let asked = 0
  for (const candidate of unknownFirst(waiting, known)) {
    asked += (await askIfMissed(deps, candidate, { bornAt, isKnown: known.has(candidate.id) })) ? 1 : 0
  }
  await markSwept(db, appId, startedAt)
  return { seen: waiting.length, asked, resumed: unfinished.length }
}

/**
 * Of an unknown conversation only this sweep knows, and soon it is too old to be taken up: whatever cuts the sweep short,
 * it has dealt with those.
 */
const unknownFirst = (waiting: readonly Waiting[], known: ReadonlySet<ConversationId>): readonly Waiting[] =>
  [false, true].flatMap((isKnown) =>
    waiting
      .filter(({ id }) => known.has(id) === isKnown)
      .toSorted((one, other) => wroteAtOf(one).getTime() - wroteAtOf(other).getTime()),
  )

const wroteAtOf = ({ lastContactReplyAt, createdAt }: Waiting): Date => lastContactReplyAt ?? createdAt

/** Compared with what was judged, not with what was heard: a turn may have died after its webhook. */
async function askIfMissed(
  { db, queue, appId, identity, staleMs, now }: SweepDeps,
  candidate: Waiting,
  { bornAt, isKnown }: { readonly bornAt: Date; readonly isKnown: boolean },
): Promise<boolean> {
  const ref: ConversationRef = { appId, conversationId: candidate.id }
  const wroteAt = wroteAtOf(candidate)
  const judgedAt = await lastJudgedAt(db, ref)
  const isJudged = judgedAt !== undefined && judgedAt >= wroteAt
  if (isJudged && !(await mayBeGivenBack({ db, identity }, ref, candidate))) return false
  const silentAt = await lastSilence(db, ref, IN_HANDS)
  const changedAt = candidate.updatedAt.getTime() + CLOCKS_MS
  if (silentAt && silentAt > bornAt && silentAt.getTime() > changedAt) return false
  // Asking again would look as if the contact had written on.
  if (await waitsForTurn(db, ref)) return false
  const isOld = now().getTime() - wroteAt.getTime() > staleMs
  if (isOld && !isKnown) return false
  await db.transaction(async (tx) => {
    await askTurn(tx, ref, { quietMs: 0, quietMaxMs: 0 })
    await queue.wakeIn(tx, ref, 0)
  })
  return true
}

/**
 * We left it to people, and now the bot has it. If it is as it was, a turn finds everything judged and adds nothing; a
 * search lists it only for a while after its last change.
 */
async function mayBeGivenBack(
  { db, identity }: Pick<SweepDeps, 'db' | 'identity'>,
  ref: ConversationRef,
  candidate: Waiting,
): Promise<boolean> {
  if (!isWithBot(candidate, identity)) return false
  const leftAt = await leftToPeopleAt(db, ref)
  return leftAt !== undefined && candidate.updatedAt.getTime() + CLOCKS_MS > leftAt.getTime()
}
