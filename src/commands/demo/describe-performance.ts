import { type LastTurn, reasonOf } from '../../store/last-turn.ts'
import type { Performance } from './play-script.ts'
import type { PlayedEntry } from './player.ts'

const NAME_WIDTH = 12

/** One played conversation as people read it: who wrote what, and after each turn what was decided and why. */
export function describePerformance({
  script,
  conversation,
  rests,
  problems,
}: Performance): readonly string[] {
  const lines = conversation.entries.flatMap((entry, index) => [
    ...describeEntry(entry),
    ...rests.filter(({ entries }) => entries === index + 1).map(({ turn }) => describeTurn(turn)),
  ])
  const verdict = problems.length === 0 ? 'as expected' : 'NOT AS EXPECTED'
  return [
    `── ${script.name}: ${script.title} ── ${verdict}`,
    ...lines,
    ...problems.map((problem) => `  ✗ ${problem}`),
    '',
  ]
}

/** The decision with its rule, its reason and the articles it quotes. */
function describeTurn(turn: LastTurn | undefined): string {
  if (!turn) return row('→ decided', 'nothing yet')
  const { kind, rule, confidence, draft } = turn.outcome
  const reason = reasonOf(turn)
  const facts = [
    turn.state === 'stopped' ? `nothing sent: ${turn.endedBy}, instead of ${inWords(kind)}` : inWords(kind),
    `rule ${rule}`,
    ...(reason ? [`reason ${reason}`] : []),
    ...(confidence === undefined ? [] : [`confidence ${confidence.toFixed(2)}`]),
    ...(draft ? [`drafted by the ${draft.by} mind`] : []),
    ...(turn.sources.length > 0 ? [`sources ${turn.sources.join(', ')}`] : []),
  ]
  return row('→ decided', facts.join(' · '))
}

const inWords = (code: string): string => code.replaceAll('_', ' ')

function describeEntry(entry: PlayedEntry): readonly string[] {
  const who = entry.author.name ?? entry.author.type
  const target = entry.assigned_to && `(assigned to ${entry.assigned_to.type} ${entry.assigned_to.id})`
  const text = [
    entry.body_text,
    ...entry.attachments.map(({ name }) => `[${name}]`),
    ...(target ? [target] : []),
    ...(entry.kind === 'close' || entry.kind === 'open' ? [`(${entry.kind})`] : []),
  ]
  const lines = text.flatMap((part) => part.split('\n')).filter((line) => line.trim() !== '')
  if (lines.length === 0) return []
  const name = entry.kind === 'note' ? `${who} (note)` : who
  return lines.map((line, index) => row(index === 0 ? name : '', line))
}

const row = (name: string, text: string): string => `  ${name.padEnd(NAME_WIDTH)}  ${text}`
