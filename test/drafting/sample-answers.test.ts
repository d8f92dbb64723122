import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { EXTRACTIVE_MIN_CONFIDENCE } from '../../src/domain/policy.ts'
import { readArticles } from '../../src/knowledge/read-articles.ts'
import { aMind, type Thought } from './a-mind.ts'
import { answered, drafted, held, weak } from './cases/sample-questions.ts'

const KNOWLEDGE = fileURLToPath(new URL('../../knowledge', import.meta.url))
const mind = aMind(() => readArticles(KNOWLEDGE, { samples: 'use' }))
const thoughts = new Map<string, Promise<Thought>>()

/** Each question is thought about once. */
const ask: typeof mind = (question, asked) => {
  const thought = thoughts.get(question) ?? mind(question, asked)
  thoughts.set(question, thought)
  return thought
}

/** On a machine that does much else. */
const SLOWEST_MS = 120_000
const LONGEST_REPLY_WORDS = 150
const wordsOf = (reply: string) => reply.split(/\s+/).length

describe('answers by itself, with the fact, from the right article', () => {
  test.each(answered)('$question', async ({ question, article, fact, ...asked }) => {
    const thought = await ask(question, asked)
    expect(thought.reply).toMatch(fact)
    expect(thought.articles).toContain(article)
    expect(thought.confidence).toBeGreaterThanOrEqual(EXTRACTIVE_MIN_CONFIDENCE)
    expect(wordsOf(thought.reply)).toBeLessThanOrEqual(LONGEST_REPLY_WORDS)
  })
})

describe('drafts the fact for teammates', () => {
  test.each(drafted)('$question', async ({ question, fact, ...asked }) => {
    expect((await ask(question, asked)).reply).toMatch(fact)
  })
})

describe('does not answer what no public article says', () => {
  test.each(held)('$question', async ({ question }) => {
    expect((await ask(question)).confidence).toBeLessThan(EXTRACTIVE_MIN_CONFIDENCE)
  })
})

test(
  'of all that it sends, at least 95 % holds the fact',
  async () => {
    const replies = await Promise.all(
      [...answered, ...drafted, ...weak].map(async ({ question, fact, ...asked }) => {
        const { reply, confidence } = await ask(question, asked)
        return { isRight: fact.test(reply), isSent: confidence >= EXTRACTIVE_MIN_CONFIDENCE }
      }),
    )
    const sent = replies.filter(({ isSent }) => isSent)
    expect(sent.length).toBeGreaterThanOrEqual(60)
    expect(sent.filter(({ isRight }) => isRight).length / sent.length).toBeGreaterThanOrEqual(0.95)
  },
  SLOWEST_MS,
)
