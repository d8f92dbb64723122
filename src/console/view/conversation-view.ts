import { html } from 'ghtml'
import type { Trail } from '../../store/trail.ts'
import { type ChainBreak, checkChain } from '../check-chain.ts'
import { headline } from '../headline.ts'
import { reasonOf } from '../reason-of.ts'
import { tellStory } from '../tell-story.ts'
import { workInWords } from '../work-in-words.ts'
import { chainChip, chainView } from './chain-view.ts'
import { documentView } from './document-view.ts'
import { factsView, plain, quietLine } from './step-view.ts'
import { timeView } from './time-view.ts'
import { turnView } from './turn-view.ts'

/** "Why did the bot do this?", for one conversation. */
export function conversationView(trail: Trail): string {
  const { conversation, turns, audit } = trail
  const broken = checkChain(audit)
  const stories = turns.map((turn, index) => turnView(tellStory(trail, turn), index))
  return documentView({
    title: `Conversation ${conversation.id}`,
    body: html`!${summaryView(trail, broken)}
!${stories.length > 0 ? html`<ol class="turns" aria-label="Turns, newest first">!${stories}</ol>` : quietLine('No turn has been judged here yet.')}
!${trail.hasOlderTurns ? quietLine('Older turns are not shown; the audit trail holds them all.') : ''}
!${chainView(audit, broken)}`,
  })
}

function summaryView({ conversation, turns }: Trail, broken: ChainBreak | undefined): string {
  const [newest] = turns
  const { asked, settled, sending, deletedAt } = conversation
  const work = workInWords({
    isWaiting: asked > settled,
    isSending: sending !== null,
    isDeleted: deletedAt !== null,
  })
  return html`<section class="panel summary"><h1>Why did the bot do this?</h1>
!${factsView([
    ['Conversation', html`<code>${conversation.id}</code>`],
    ['Work', plain(work)],
    ['Last outcome', newest ? outcomeOf(newest) : plain('None yet.')],
    ['First heard of', timeView(conversation.createdAt, 'full')],
    ['Audit trail', chainChip(broken)],
  ])}</section>`
}

function outcomeOf(turn: Trail['turns'][number]): string {
  const { outcome } = turn
  const grounds = { ...turn, reason: outcome?.reason ?? outcome?.because, rule: outcome?.rule }
  return html`<b>${headline({ ...turn, outcome: outcome?.kind })}.</b> ${reasonOf(grounds)}`
}
