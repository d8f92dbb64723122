import { html } from 'ghtml'
import { reasonInWords } from '../../delivery/own-words/own-words.ts'
import type { TrailTurn } from '../../store/trail.ts'
import { inWords } from '../in-words.ts'
import { LABELS } from '../labels.ts'
import type { TurnStory } from '../tell-story.ts'
import { factsView, plain, quietLine } from './step-view.ts'
import { duration } from './time-view.ts'

type Facts = readonly (readonly [name: string, body: string])[]
type StoredOutcome = NonNullable<TrailTurn['outcome']>

/** What was decided, why, by which rule, and what the bot was allowed to do. */
export function decisionView({ turn }: TurnStory): string {
  const { outcome } = turn
  if (!outcome) return quietLine('Nothing is kept of the decision.')
  return html`<p class="decided">${sentence(inWords(LABELS.wish, outcome.kind))}</p>
!${factsView([...reasonsOf(outcome), ...ruleOf(outcome), ...termsOf(turn)])}`
}

const sentence = (words: string) => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`

const reasonsOf = ({ reason, because, handOff, question, team }: StoredOutcome): Facts => [
  ...reasonLine('Reason', reason),
  ...reasonLine('Why only a note', because),
  ...reasonLine('Would hand off', handOff),
  ...reasonLine('Asked because', question),
  ...(team === undefined ? [] : [['Team', html`<code>${team}</code>`] as const]),
]

const reasonLine = (name: string, code: string | undefined): Facts =>
  code === undefined ? [] : [[name, plain(reasonInWords(code))]]

const ruleOf = ({ rule }: StoredOutcome): Facts => [
  ['Rule', html`${inWords(LABELS.rule, rule)} <code>${rule}</code>`],
]

function termsOf({ facts, mode, topic }: TrailTurn): Facts {
  const terms: Facts = [
    ['Mode', plain(inWords(LABELS.mode, mode ?? 'unknown'))],
    ['Topic', plain(topic ?? 'unknown')],
  ]
  return facts ? [...terms, ...permissionOf(facts), ...circumstancesOf(facts)] : terms
}

function permissionOf({ permission }: NonNullable<TrailTurn['facts']>): Facts {
  if (!permission) return []
  const why = permission.because ?? permission.reason
  const words = inWords(LABELS.permission, permission.kind)
  return [['Permission', plain(why ? `${words} ${reasonInWords(why)}` : words)]]
}

const circumstancesOf = ({
  contacts,
  heldByPilot,
  ageMs,
  askedAlready,
  deliveryUnknown,
  staleSource,
}: NonNullable<TrailTurn['facts']>): Facts => [
  ...(heldByPilot ? [['Pilot', plain(reasonInWords('not_in_pilot'))] as const] : []),
  ...(contacts.length > 0 ? [['Contact id', codesView(contacts)] as const] : []),
  ...(ageMs === undefined ? [] : [['Message age', plain(`${duration(ageMs)} when it was decided`)] as const]),
  ...(askedAlready
    ? [['Asked already', plain('The contact has been asked one question before.')] as const]
    : []),
  ...(deliveryUnknown
    ? [['Earlier answer', plain('Nobody can tell whether it reached the contact.')] as const]
    : []),
  ...(staleSource ? [['To review', html`<code>${staleSource}</code>`] as const] : []),
]

/** To be copied into the setting `pilot`. */
const codesView = (ids: readonly string[]): string => ids.map((id) => html`<code>${id}</code>`).join(' ')
