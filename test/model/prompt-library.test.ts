import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { PromptError } from '../../src/model/prompt-error.ts'
import { fillPrompt, promptCalled, readPrompts } from '../../src/model/prompt-library.ts'

const GOOD = '---\nrole: fast\nvariables: [who]\n---\n# System\n\nBe kind.\n\n# User\n\nGreet {{who}}.\n'

function aFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-prompts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

function problemsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = aFolder(files)
  try {
    readPrompts(folder)
    return []
  } catch (error) {
    if (error instanceof PromptError) return error.problems.map((one) => one.replace(`${folder}/`, ''))
    throw error
  }
}

const greeting = (text = GOOD) =>
  promptCalled(readPrompts(aFolder({ 'greet-contact.md': text })), 'greet-contact')

test('reads the prompts that come with Firstline', () => {
  expect([...readPrompts('prompts').keys()].toSorted()).toEqual([
    'draft-reply',
    'repair-answer',
    'summarise-conversation',
    'understand',
    'verify-reply',
  ])
})

test('reads role, variables, both messages and the hash of the bytes; the README is no prompt', () => {
  const prompts = readPrompts(aFolder({ 'greet-contact.md': GOOD, 'README.md': '# Prompts', 'x.txt': '' }))
  expect([...prompts.values()]).toEqual([
    {
      name: 'greet-contact',
      role: 'fast',
      variables: ['who'],
      system: 'Be kind.',
      user: 'Greet {{who}}.',
      hash: createHash('sha256').update(GOOD).digest('hex'),
    },
  ])
})

test('tells a reflowed prompt from the one before', () => {
  expect(greeting(GOOD.replace('Be kind.', 'Be\nkind.')).hash).not.toBe(greeting().hash)
})

test('reads files from Windows', () => {
  expect(greeting(GOOD.replaceAll('\n', '\r\n'))).toMatchObject({
    system: 'Be kind.',
    user: 'Greet {{who}}.',
  })
})

test.each([
  [
    'no front matter',
    '# System\nx\n# User\ny',
    ['line 1: must begin with front matter between two lines of ---'],
  ],
  [
    'an unknown key',
    GOOD.replace('role: fast', 'role: fast\ntemperature: 0'),
    ['line 3: unknown key "temperature"'],
  ],
  ['an unknown role', GOOD.replace('role: fast', 'role: clever'), ['line 2: role: must be fast or strong']],
  ['no role', GOOD.replace('role: fast\n', ''), ['line 1: role: must be fast or strong']],
  ['broken YAML', GOOD.replace('[who]', '[who'), ['is not valid YAML']],
  ['no system section', GOOD.replace('# System', '## System'), ['has no section "# System"']],
  ['no user section', GOOD.replace('# User', 'User'), ['has no section "# User"']],
  ['nothing at all', '---\nrole: fast\nvariables: []\n---\n', ['"# System"', '"# User"']],
  ['an empty section', GOOD.replace('Be kind.', ''), ['line 5: "# System" is empty']],
  [
    'the wrong order',
    '---\nrole: fast\nvariables: []\n---\n# User\nx\n# System\ny',
    ['line 5: "# User" must come after'],
  ],
  ['a section twice', `${GOOD}# User\nagain`, ['line 12: a second section of this name']],
  ['text above', GOOD.replace('# System', 'Hello\n# System'), ['line 5: stands above "# System"']],
  ['an unknown place', GOOD.replace('kind', '{{mood}}'), ['line 7: {{mood}} is not among the variables']],
  ['a place of no use', GOOD.replace('{{who}}', 'them'), ['line 1: the variable "who" has no place {{who}}']],
  ['a malformed place', GOOD.replace('{{who}}', '{{who}} {{ who }}'), ['line 11: a place must look like']],
  ['a variable twice', GOOD.replace('[who]', '[who, who]'), ['line 1: the variable "who" is named twice']],
])('refuses a prompt with %s', (_case, text, problems) => {
  const found = problemsOf({ 'greet-contact.md': text })
  for (const problem of problems) expect(found.join('\n')).toContain(problem)
  expect(found).toHaveLength(problems.length)
  expect(found.every((one) => one.startsWith('greet-contact.md, line '))).toBe(true)
})

test('tells every problem of every file at once', () => {
  const bad = GOOD.replace('role: fast', 'role: x').replace('Be kind.', '{{mood}}')
  expect(problemsOf({ 'a.md': bad, 'b.md': bad, 'c.md': GOOD })).toHaveLength(4)
})

test('refuses a folder that is not there', () => {
  expect(() => readPrompts('/nowhere/at/all')).toThrow(PromptError)
})

test('puts values in as they are, and once', () => {
  const value = '{{who}} $& $1 \\ <b>'
  expect(fillPrompt(greeting(), { who: value })).toEqual({ system: 'Be kind.', user: `Greet ${value}.` })
})

test('never changes a value, whatever it is', () => {
  const prompt = greeting()
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (who) => {
      expect(fillPrompt(prompt, { who }).user).toBe(`Greet ${who}.`)
    }),
  )
})

test.each([[{}], [{ who: 'a', what: 'b' }], [{ What: 'b' }]])('takes %j for a bug', (variables) => {
  expect(() => fillPrompt(greeting(), variables)).toThrow('greet-contact')
})
