import { expect, test } from 'vitest'
import { renderReply } from '../../src/delivery/render.ts'
import { renderHandOff } from '../../src/delivery/render-note.ts'
import { ChunkId, TeamId } from '../../src/domain/ids.ts'

const claim = (text: string, chunk = 'c1') => ({
  text,
  citation: { chunkId: ChunkId.parse(chunk), quote: text },
})
const reply = (...claims: ReturnType<typeof claim>[]) =>
  renderReply(
    { language: 'en', claims, sources: [], by: 'extractive', coverage: 1 },
    { discloseAs: undefined },
  )

test('sentences of one passage make one paragraph', () =>
  expect(reply(claim('One.'), claim('Two.'))).toBe('<p>One. Two.</p>'))
test('sentences of two passages make two', () =>
  expect(reply(claim('One.'), claim('Two.', 'c2'))).toBe('<p>One.</p><p>Two.</p>'))
test('a list stands by itself, one line per step', () =>
  expect(reply(claim('Do this:'), claim('1. Open it.\n2. Close it.'), claim('Done.'))).toBe(
    '<p>Do this:</p><p>1. Open it.<br>2. Close it.</p><p>Done.</p>',
  ))
test('what an article says is text, whatever it looks like', () =>
  expect(reply(claim('<img src=x onerror="alert(1)"> & \'more\''))).toBe(
    '<p>&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;more&#39;</p>',
  ))

const handOff = (reason: 'person_requested' | 'nothing_found') =>
  renderHandOff(
    { kind: 'hand_off', rule: 'a-rule', reason, team: TeamId.parse('7') },
    { mode: 'auto', question: 'Why?', passages: [] },
  )
test('a note says that nothing was found only where something was looked for', () => {
  expect(handOff('nothing_found')).toContain('Nothing in the knowledge')
  expect(handOff('person_requested')).not.toContain('Nothing in the knowledge')
})
