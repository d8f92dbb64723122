import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readScripts } from '../../../src/commands/demo/script.ts'

const THINKING = '{ while_thinking: { by: Maya, body: One moment. } }'

/** The steps of a script that is read from a file, as the demo does. */
function stepsRead(steps: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-scripts-'))
  try {
    writeFileSync(join(folder, 'one.yaml'), `title: One\ncontact: Priya\nsteps: [${steps.join(', ')}]\n`)
    return readScripts(folder).flatMap((script) => script.steps)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('somebody writes while a later message of the contact is thought about', () => {
  expect(stepsRead(['{ contact: Hello }', '{ contact: What does it cost? }', THINKING])).toHaveLength(3)
})

test.each([
  { what: 'the first message', steps: ['{ contact: Hello }', THINKING] },
  { what: 'what a teammate wrote', steps: ['{ contact: Hello }', '{ close: { by: Maya } }', THINKING] },
])('a script in which $what is thought about is refused with its file', ({ steps }) => {
  expect(() => stepsRead(steps)).toThrow(/one\.yaml is not a demo conversation:[\s\S]*while_thinking follows/)
})
