import { type FactEffect, type Facts, isComment, isVisibleKind, type Violation } from './facts.ts'

const double = (what: string): Violation => ({ kind: 'double', what })

/** More than one answer: two effects for one message, or a comment or note that no effect holds. */
export const findDoubles = (facts: Facts): readonly Violation[] => [
  ...twoAnswers(facts),
  ...strayEntries(facts),
]

/** `app:conversation:as-of:kind:target[:hand-back]`; the as-of holds a colon itself. */
const handBackOf = ({ key, kind, target }: FactEffect): string =>
  key.slice(key.indexOf(`:${kind}:${target}`) + `:${kind}:${target}`.length)

/** A hand-off after a reply is lawful only where the reply was given up. */
function twoAnswers({ effects }: Facts): readonly Violation[] {
  const sent = effects.filter(({ state }) => state === 'sent')
  const answers = sent.filter((effect) => isVisibleKind(effect.kind) || effect.kind === 'note')
  const byTurn = Map.groupBy(answers, (effect) => `${effect.asOf}${handBackOf(effect)}`)
  return [...byTurn].flatMap(([turn, group]) => {
    const comments = group.filter(({ kind }) => isVisibleKind(kind))
    const replied = comments.some(({ kind }) => kind !== 'handoff_message')
    const noted = group.filter(({ kind }) => kind === 'note')
    return [
      ...(comments.length > 1 ? [double(`${comments.length} comments answer ${turn}`)] : []),
      ...(replied && noted.length > 0 ? [double(`a comment and a note answer ${turn}`)] : []),
      ...(noted.length > 1 ? [double(`${noted.length} notes for ${turn}`)] : []),
    ]
  })
}

/** What the bot wrote is held by an effect: whatever is not, was written once more than we know. */
function strayEntries({ entries, effects }: Facts): readonly Violation[] {
  const held = new Set(effects.map(({ partId }) => partId))
  return entries
    .filter((entry) => entry.who === 'bot' && (isComment(entry) || entry.what === 'note'))
    .filter(({ id }) => !held.has(id))
    .map(({ id, what }) => double(`the bot's ${what} ${id} is held by no effect`))
}
