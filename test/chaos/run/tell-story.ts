import type { FactCall, Facts } from '../judge/facts.ts'
import type { Finding, RunReport } from './report.ts'

const MOST_STORIES = 5

/** What was found, for people: how to see it again, and the stories of the conversations it was found in. */
export function tellStory({ plan, findings, exits, settled }: RunReport): string {
  return [
    `\nseed ${plan.seed}: something was found. Once more: npm run chaos -- --seed ${plan.seed}${plan.hurry === 1 ? ` --minutes ${plan.playMs / 60_000}` : ''}`,
    ...(exits > 0 ? [`${exits} instances ended by themselves`] : []),
    ...(settled ? [] : ['not everything had settled when the judge looked']),
    ...findings.slice(0, MOST_STORIES).map(storyOf),
    ...(findings.length > MOST_STORIES ? [`… and ${findings.length - MOST_STORIES} more conversations`] : []),
  ].join('\n')
}

const storyOf = ({ facts, violations }: Finding): string =>
  [
    `\nConversation ${facts.conversationId} (${facts.state})`,
    ...violations.map(({ kind, what }) => `  ${kind}: ${what}`),
    '  in the workspace:',
    ...facts.entries.map(
      ({ id, who, what, text, assignedTo, redacted }) =>
        `    ${id} ${who} ${what}${assignedTo ? ` to ${assignedTo}` : ''}${redacted ? ' (redacted)' : ''}: ${text.slice(0, 60)}`,
    ),
    '  asked of the API:',
    ...callsOf(facts),
    '  our effects:',
    ...facts.effects.map(
      ({ kind, target, asOf, state, partId, problem }) =>
        `    ${kind} ${target} for ${asOf}: ${state} ${partId ?? ''} ${problem ?? ''}`,
    ),
    '  our turns:',
    ...facts.turns.map(
      ({ asOf, state, outcome, reason, endedBy }) =>
        `    ${asOf}: ${outcome} ${reason ?? ''}, ${state} (${endedBy})`,
    ),
    `  heard or read: ${facts.known.join(' ')}`,
    `  row: ${JSON.stringify(facts.row ?? 'none')}`,
  ].join('\n')

function callsOf({ calls }: Facts): readonly string[] {
  const [first] = calls
  return calls.map((call) => `    +${call.atMs - (first?.atMs ?? 0)} ms ${inWords(call)}`)
}

const inWords = (call: FactCall): string =>
  call.kind === 'read' ? `read ${call.state}: ${call.entryIds.join(' ')}` : `write ${call.entryId}`
