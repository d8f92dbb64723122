import { describe, expect, test } from 'vitest'
import { mayAct } from '../../src/decision/may-act.ts'
import { readSituation } from '../../src/decision/read-situation.ts'
import type { Entry } from '../../src/domain/conversation.ts'
import type { BoundPart } from '../../src/domain/effect.ts'
import { partEntry } from '../../src/domain/ids.ts'
import { aBoundPart, aConversation, anIdentity, BOT, bot, SUPPORT, teammate } from '../support/builders.ts'

/** A conversation of which Intercom gives out the newest parts only. */
const read = (parts: readonly Partial<Entry>[], bound: readonly BoundPart[] = []) =>
  readSituation(aConversation(parts, { isCut: true }), bound, anIdentity())

const gone = partEntry('older')
const handBack = {
  author: teammate(),
  kind: 'assignment',
  text: '',
  assignedTo: { kind: 'admin', id: BOT },
} as const

describe('what waits', () => {
  test('is not the first message: hundreds of parts lie between', () => {
    expect(read([{ author: bot, kind: 'note' }]).unanswered).toEqual([])
  })

  test('is what the contact wrote among the parts that can be read', () => {
    const situation = read([{ text: 'and yearly?' }])
    expect(situation.unanswered.map(({ id }) => id)).toEqual(['part:p1'])
    expect(situation.before.map(({ id }) => id)).toEqual(['source:s'])
  })

  test('is nothing that our own reply answered', () => {
    const bound = [aBoundPart({ partId: partEntry('p2'), asOf: partEntry('p1') })]
    expect(read([{ text: 'and yearly?' }, { author: bot }], bound).unanswered).toEqual([])
  })
})

test('an answered message that cannot be read any more leaves nothing before it waiting', () => {
  const bound = [aBoundPart({ partId: gone, asOf: partEntry('even older') })]
  const situation = readSituation(aConversation([{ text: 'and yearly?' }]), bound, anIdentity())
  expect(situation.unanswered.map(({ id }) => id)).toEqual(['part:p1'])
})

describe('who has it', () => {
  const may = (parts: readonly Partial<Entry>[], bound: readonly BoundPart[] = []) =>
    mayAct(aConversation(parts), read(parts, bound), { mode: 'auto', email: 'suggest' })

  test('nobody can tell, so that the bot writes at most a note', () => {
    expect(may([{ text: 'and yearly?' }])).toEqual({ kind: 'notes', because: 'beginning_unseen' })
  })

  test('the team, after a hand-off of ours that cannot be read any more', () => {
    for (const part of [
      aBoundPart({ kind: 'handoff_message', partId: gone }),
      aBoundPart({ kind: 'note', target: 'handoff', partId: gone }),
      aBoundPart({ kind: 'assignment', target: SUPPORT, partId: gone }),
    ]) {
      expect(may([{ text: 'hello?' }], [part])).toEqual({ kind: 'nothing', reason: 'handed_off' })
    }
  })

  test('a teammate, whose comment can be read', () => {
    expect(may([{ author: teammate() }, { text: 'hello?' }])).toEqual({
      kind: 'nothing',
      reason: 'taken_over',
    })
  })

  test('the bot, when a teammate has handed it back among the parts that can be read', () => {
    const bound = [aBoundPart({ kind: 'assignment', target: SUPPORT, partId: gone })]
    expect(may([handBack, { text: 'hello?' }], bound)).toEqual({ kind: 'all' })
  })
})
