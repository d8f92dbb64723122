import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WEBHOOK_TOPICS } from '../../src/intercom/webhook-topics.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Every webhook topic that a text names, in its order. */
const topicsIn = (text: string): readonly string[] =>
  [...text.matchAll(/`(conversation(?:_part)?\.[a-z_.]+)`/g)].map(([, topic = '']) => topic)

test('the README names every topic that has to be chosen, once, and no other', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  expect(topicsIn(readme)).toEqual([...WEBHOOK_TOPICS])
})
