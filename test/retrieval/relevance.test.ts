import { beforeEach, describe, expect, test } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import { createSyncKnowledge } from '../../src/knowledge/sync-knowledge.ts'
import { createRetrieve } from '../../src/retrieval/retrieve.ts'
import { aStore } from '../knowledge/a-store.ts'
import { anArticle } from '../knowledge/an-article.ts'

const { db } = aStore()
const relevanceOf = async (question: string) => {
  const fence = { samples: 'skip', audiences: ['public'] } as const
  return (await createRetrieve({ db: db() })({ question, earlier: [], language: 'en', ...fence })).relevance
}

const article = (path: string, title: string, text: string): Article => anArticle({ path, title, text })

/** As small as a help centre gets. */
const SIX_ARTICLES = [
  article(
    'a/password.md',
    'Reset your password',
    'Click "Forgot password" on the sign-in page. We send a link that works for one hour.',
  ),
  article(
    'a/delete.md',
    'Delete your account',
    'Only the owner can delete an account, under Settings > Account. Deleted data is gone after 10 days.',
  ),
  article(
    'b/refunds.md',
    'Refunds',
    'You can ask for a refund within 14 days of a charge. Refunds arrive within 5 working days on the card you paid with.',
  ),
  article(
    'b/plans.md',
    'Plans and prices',
    'Starter costs 9 EUR a month and Pro costs 19 EUR a month. Yearly plans are 20 percent cheaper.',
  ),
  article(
    'd/export.md',
    'Export your data',
    'Open Settings > Data > Export and choose CSV or JSON. The export is sent to you by e-mail.',
  ),
  article(
    's/hours.md',
    'Support hours',
    'Our team answers from Monday to Friday between 9:00 and 17:00 Berlin time.',
  ),
]

describe('on a collection of six articles', () => {
  beforeEach(async () => void (await createSyncKnowledge({ db: db() })(SIX_ARTICLES)))

  test.each([
    'How do I reset my password?',
    'How can I delete my account?',
    'Can I export my data as CSV?',
    'When do refunds arrive?',
    'What are your support hours?',
  ])('is sure of what an article says: %s', async (question) => {
    expect(await relevanceOf(question)).toBeGreaterThanOrEqual(0.85)
  })

  test.each([
    "What's the weather like today?",
    'Thanks a lot, that helped!',
    'Are you a robot?',
    'Tell me a joke',
    'Who won the world cup in 2018?',
    'Where can I buy train tickets to Berlin?',
    'Is your company hiring?',
    'Do you ship to Canada?',
  ])('is not sure of what none of them says: %s', async (question) => {
    expect(await relevanceOf(question)).toBeLessThan(0.6)
  })

  test.each([
    'How do I reset my password for Netflix?',
    'Can I export my data to Salesforce?',
    'Do I get a refund in Bitcoin on the card?',
  ])('is not sure when the word that matters is known to no article: %s', async (question) => {
    expect(await relevanceOf(question)).toBeLessThanOrEqual(0.5)
  })

  test('is less sure of a misspelled question than of a correct one, but sure enough', async () => {
    const typed = await relevanceOf('how do i rset my pasword')
    expect(typed).toBeLessThan(await relevanceOf('how do i reset my password'))
    expect(typed).toBeGreaterThan(0.75)
  })
})

test('two articles that say the same are both less certain', async () => {
  const sync = createSyncKnowledge({ db: db() })
  await sync(SIX_ARTICLES)
  const alone = await relevanceOf('How do I reset my password?')
  await sync([
    ...SIX_ARTICLES,
    article('a/login.md', 'Reset your password', 'On the sign-in page, click "Forgot password" for a link.'),
  ])
  expect(await relevanceOf('How do I reset my password?')).toBeLessThan(alone)
})
