import {
  type FactEffect,
  type Facts,
  isComment,
  isStateKind,
  isVisibleKind,
  type Violation,
} from './facts.ts'

const disagreement = (what: string): Violation => ({ kind: 'disagreement', what })

/** Rows that say something else than the workspace. */
export const findDisagreements = (facts: Facts): readonly Violation[] =>
  [...facts.effects.map((effect) => problemOf(facts, effect)), ...heldTwice(facts)].flatMap((problem) =>
    problem === undefined ? [] : [disagreement(problem)],
  )

function problemOf(
  facts: Facts,
  { key, kind, target, state, partId, problem }: FactEffect,
): string | undefined {
  if (state === 'pending' || state === 'sending') return `${key} is ${state} although all is at rest`
  if (state !== 'sent' || facts.deleted) return undefined
  if (isStateKind(kind) && partId === null) return isSo(facts, kind, target) ? undefined : `${key} is not so`
  const entry = facts.entries.find(({ id }) => id === partId)
  if (!entry) return `${key} holds ${partId}, which is not there`
  if (entry.who !== 'bot') return `${key} holds ${partId}, which somebody else wrote`
  const fits = isVisibleKind(kind) ? isComment(entry) : entry.what === kind
  return fits
    ? undefined
    : `${key} holds ${partId}, which is a ${entry.what} (${problem ?? 'no problem noted'})`
}

function isSo({ entries, tags, tagNames }: Facts, kind: string, target: string): boolean {
  if (kind === 'tag') return tags.includes(tagNames[target] ?? '')
  return entries.some(({ what, assignedTo }) => (kind === 'close' ? what === 'close' : assignedTo === target))
}

function heldTwice({ effects }: Facts): readonly string[] {
  const held = effects.flatMap(({ partId }) => (partId === null ? [] : [partId]))
  return [...new Set(held)]
    .filter((partId) => held.filter((one) => one === partId).length > 1)
    .map((partId) => `${partId} is held by two effects`)
}
