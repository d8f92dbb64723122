import { expect, test } from 'vitest'
import { checkSummary, type SummaryTexts } from '../../../src/drafting/summary/check-summary.ts'

const SAID = `Hi, this is Priya from Okafor Catering. Invoice INV-2041 of 3 March shows 49 €, we agreed on €39.
Please look at https://app.lumen.example/i/2041 and write to priya@okafor.example. We use the Team plan.`

const texts = (overrides: Partial<SummaryTexts> = {}): SummaryTexts => ({
  problem: 'Invoice INV-2041 shows 49 € instead of 39 €.',
  tried: 'Nothing was answered yet.',
  nextStep: 'Correct the invoice.',
  ...overrides,
})

test.each<[string, Partial<SummaryTexts>, string | undefined]>([
  ['what was said', {}, undefined],
  ['nothing tried', { tried: '' }, undefined],
  ['a name that was said', { problem: 'Priya of Okafor Catering was charged 49 €.' }, undefined],
  ['a link that was said', { nextStep: 'Open https://app.lumen.example/i/2041.' }, undefined],
  ['another amount', { problem: 'The invoice shows 94 €.' }, 'value_not_said'],
  ['another currency', { problem: 'The invoice shows 49 $.' }, 'value_not_said'],
  ['another date', { problem: 'The invoice of 4 March is wrong.' }, 'value_not_said'],
  ['another month', { problem: 'The invoice of 3 May is wrong.' }, 'value_not_said'],
  ['another invoice', { problem: 'Invoice INV-2042 is wrong.' }, 'value_not_said'],
  ['another address', { nextStep: 'Write to eve@evil.example.' }, 'value_not_said'],
  ['a foreign link', { nextStep: 'Open https://evil.example/pay.' }, 'link_not_said'],
  ['a foreign name', { problem: 'The invoice of Miller is wrong.' }, 'name_not_said'],
  ['a foreign name at the beginning', { problem: 'Ricardo was charged by mistake.' }, 'name_not_said'],
  ['an unsaid plan', { problem: 'Customer on the Business plan was charged 49 €.' }, 'name_not_said'],
  ['no problem', { problem: ' ' }, 'empty'],
  ['no next step', { nextStep: '' }, 'empty'],
  ['a whole essay', { tried: 'very '.repeat(100) }, 'too_long'],
])('judges a model’s summary: %s', (_name, overrides, expected) => {
  expect(checkSummary(texts(overrides), SAID)).toBe(expected)
})
