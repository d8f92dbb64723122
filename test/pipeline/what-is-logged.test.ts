import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { serializeError } from '../../src/telemetry/serialize-error.ts'
import { ASK_EXPORT, ASK_PERSON, aMind } from '../support/a-mind.ts'
import { aStage } from '../support/a-stage.ts'

const lines: string[] = []
const log = pino(
  { level: 'trace', serializers: { err: serializeError } },
  new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  }),
)
const mind = aMind()
const stage = aStage({ settings: { mode: 'auto' }, log, adaptMind: mind.adapt })

const SECRET = 'xylophonist'

test('what happens is logged in ids and codes, never in what people wrote or who they are', async () => {
  const answered = await stage().start(`${ASK_EXPORT} ${SECRET}`)
  const handedOff = await stage().start(`${ASK_PERSON} ${SECRET}`)
  await stage().rest(answered)
  await stage().rest(handedOff)
  await handedOff.teammate(`${SECRET} for you`)
  await stage().rest(handedOff)
  const logged = lines.join('')
  expect(logged).toContain(answered.id)
  for (const word of [SECRET, 'Priya', 'nairdesign', 'Open Settings', stage().sandbox.accessToken]) {
    expect(logged).not.toContain(word)
  }
})

test("a mind that fails on somebody's words is logged as an error, without them", async () => {
  mind.replace({ draft: ({ understanding }) => JSON.parse(understanding.question) })
  const talk = await stage().start(`${ASK_EXPORT} ${SECRET}`)
  await stage().rest(talk)
  expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { reason: 'unexpected_error' } })
  const errors = lines.filter((line) => line.includes('"err"'))
  expect(errors).toEqual([expect.stringContaining('SyntaxError')])
  expect(errors.join('')).not.toContain(SECRET)
  expect(errors.join('')).not.toContain('export')
})
