import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Environment } from '../../src/config/environment.ts'
import { readSettings } from '../../src/config/read-settings.ts'
import { firstSteps } from '../../src/console/setup/first-steps.ts'
import { webhookSteps } from '../../src/console/setup/webhook-steps.ts'
import { WEBHOOK_TOPICS } from '../../src/intercom/webhook-topics.ts'
import { aSettingsFile } from '../config/a-settings-file.ts'
import { aSetup } from '../console/a-setup.ts'
import { ROOT } from './source-files.ts'

const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const guide = textOf('docs/connecting.md')

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found)

describe.each(['README.md', 'docs/connecting.md'])('%s', (path) => {
  test('names every topic that has to be chosen, once, and no other', () => {
    expect(all(textOf(path), /`((?:conversation(?:_part)?|contact)\.[a-z_.]+)`/g)).toEqual([
      ...WEBHOOK_TOPICS,
    ])
  })
})

describe('the guide to a workspace of one’s own', () => {
  test('shows settings that are valid as they stand', () => {
    const snippets = all(guide, /```yaml\n(.*?)```/gs)
    expect(snippets.map((text) => readSettings(aSettingsFile(text), { mustExist: true }).kind)).toEqual([
      'settings',
      'settings',
      'settings',
    ])
  })

  test('names only variables that there are', () => {
    const names = [...new Set(all(guide, /`((?:INTERCOM|FIRSTLINE|PUBLIC|OPENAI)_[A-Z_]+)`/g))]
    expect(names.length).toBeGreaterThan(5)
    expect(names.filter((name) => !Object.hasOwn(Environment.shape, name))).toEqual([])
  })

  test('names only commands that there are', () => {
    const commands = new Set(all(guide, /npx firstline ([a-z]+)/g))
    expect(commands.size).toBeGreaterThan(2)
    expect([...commands].filter((name) => !existsSync(join(ROOT, `src/commands/${name}.ts`)))).toEqual([])
  })

  test('calls the lines of the setup page by their names', () => {
    const lines = [...webhookSteps(aSetup()), ...firstSteps(aSetup())].map(({ name }) => name)
    const called = new Set(all(guide, /\*?\*?(First (?:ping|not[a-z]+(?:, or decision in shadow)?|turn))\b/g))
    expect(called.size).toBe(4)
    expect([...called].filter((name) => !lines.includes(name))).toEqual([])
  })
})
