import { expect, test } from 'vitest'
import { findContradictions } from '../../../src/drafting/care/find-contradictions.ts'
import { readStatements } from '../../../src/drafting/care/read-statements.ts'
import { aServedArticle } from './a-served-article.ts'

type Text = readonly [title: string, text: string, more?: Partial<ReturnType<typeof aServedArticle>>]

const found = async (...texts: readonly Text[]) =>
  (
    await findContradictions(
      texts.flatMap(([title, text, more = {}], number) =>
        readStatements(
          aServedArticle({ path: `${number + 1}-refunds.md`, title, texts: [text], ...more }),
          number,
        ),
      ),
    )
  ).map(({ one, other }) => [one.text, other.text])

const REFUNDS = 'You can ask for a refund of a monthly plan within 14 days of the charge.'
const OTHERWISE = 'You can ask for a refund of a monthly plan within 30 days of the charge.'

test.each<[string, readonly Text[]]>([
  [
    'another number of days',
    [
      ['Refunds', REFUNDS],
      ['Ask for a refund', OTHERWISE],
    ],
  ],
  [
    'numbers written as words',
    [
      ['Refunds', REFUNDS],
      ['Refunds for teams', REFUNDS.replace('14', 'thirty')],
    ],
  ],
  [
    'a list item beside a sentence',
    [
      ['Refunds', REFUNDS],
      ['Refunds in short', `In short:\n\n- ${OTHERWISE}\n- Write to us.`],
    ],
  ],
  [
    'rows of tables',
    [
      ['Prices', 'Plan: Team; Monthly price: 29 EUR; Users included: 5 users'],
      ['Prices of all plans', 'Plan: Team; Monthly price: 35 EUR; Users included: 5 users'],
    ],
  ],
  [
    'German',
    [
      [
        'Erstattung',
        'Die Erstattung eines Monatstarifs ist innerhalb von 14 Tagen möglich.',
        { locale: 'de' },
      ],
      [
        'Erstattung beantragen',
        'Die Erstattung eines Monatstarifs ist innerhalb von 30 Tagen möglich.',
        { locale: 'de' },
      ],
    ],
  ],
])('finds %s', async (_name, texts) => {
  expect(await found(...texts)).toHaveLength(1)
})

test.each<[string, readonly Text[]]>([
  [
    'the same number',
    [
      ['Refunds', REFUNDS],
      ['Ask for a refund', REFUNDS],
    ],
  ],
  [
    'the same number, otherwise written',
    [
      ['Refunds', REFUNDS],
      ['Ask for a refund', REFUNDS.replace('14', 'fourteen')],
    ],
  ],
  ['two statements of one article', [['Refunds', `${REFUNDS} ${OTHERWISE}`]]],
  [
    'another matter',
    [
      ['Refunds', REFUNDS],
      ['Deleting', 'A deleted account can be restored within 30 days.'],
    ],
  ],
  [
    'another unit',
    [
      ['Refunds', REFUNDS],
      ['Ask for a refund', REFUNDS.replace('14 days', '2 EUR')],
    ],
  ],
  [
    'another language',
    [
      ['Refunds', REFUNDS],
      ['Refunds', OTHERWISE, { locale: 'fr' }],
    ],
  ],
  [
    'articles about different things',
    [
      ['Bank feeds', 'The extra costs 5 EUR per month.'],
      ['Time sheets', 'The extra costs 9 EUR per month.'],
    ],
  ],
  [
    'products whose titles tell them apart',
    [
      ['Gold account', 'The account costs 35 EUR per month and has no limit.'],
      ['Blue account', 'The account costs 25 EUR per month and has no limit.'],
    ],
  ],
  [
    'another year',
    [
      ['Refunds', REFUNDS],
      ['Refunds until 2025', OTHERWISE],
    ],
  ],
  [
    'an example',
    [
      ['Refunds', `For example, ${REFUNDS}`],
      ['Refunds', `For example, ${OTHERWISE}`],
    ],
  ],
  [
    'code',
    [
      ['Refunds', `\`refund(plan, monthly)\` ${REFUNDS}`],
      ['Refunds', `\`refund(plan, monthly)\` ${OTHERWISE}`],
    ],
  ],
])('lets %s be', async (_name, texts) => {
  expect(await found(...texts)).toEqual([])
})

test('what differs in a word and not only in a number is held against its own counterpart', async () => {
  const yearly = 'You can ask for a refund of a yearly plan within 60 days of the charge.'
  expect(
    await found(['Refunds', `${REFUNDS} ${yearly}`], ['Ask for a refund', `${OTHERWISE} ${yearly}`]),
  ).toEqual([[REFUNDS, OTHERWISE]])
})

test('a version in the path of a file counts, an id in that of another source does not', async () => {
  const both = (source: string): readonly Text[] => [
    ['Refunds', REFUNDS, { source, path: 'v1/refunds' }],
    ['Refunds', OTHERWISE, { source, path: 'v2/refunds' }],
  ]
  expect(await found(...both('folder'))).toEqual([])
  expect(await found(...both('articles'))).toHaveLength(1)
})
