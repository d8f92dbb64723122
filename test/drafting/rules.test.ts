import { describe, expect, test } from 'vitest'
import type { Risk } from '../../src/domain/understanding.ts'
import { understandByRules } from '../../src/drafting/understand-by-rules.ts'
import { anEntry } from '../support/builders.ts'
import { dutchCases } from './cases/dutch-cases.ts'
import { englishCases } from './cases/english-cases.ts'
import { frenchCases } from './cases/french-cases.ts'
import { germanCases } from './cases/german-cases.ts'
import { italianCases } from './cases/italian-cases.ts'
import { japaneseCases } from './cases/japanese-cases.ts'
import { portugueseCases } from './cases/portuguese-cases.ts'
import { spanishCases } from './cases/spanish-cases.ts'

const RISKS: readonly Risk[] = ['self_harm', 'legal_threat', 'account_security', 'data_deletion']
const understand = (text: string) => understandByRules({ unanswered: [anEntry({ text })], before: [] })

describe.each([
  ['English', englishCases],
  ['Spanish', spanishCases],
  ['German', germanCases],
  ['French', frenchCases],
  ['Portuguese', portugueseCases],
  ['Italian', italianCases],
  ['Dutch', dutchCases],
  ['Japanese', japaneseCases],
])('in %s', (_, cases) => {
  test.each(cases.wantsPerson.yes)('a person is demanded by %j', (text) =>
    expect(understand(text).wantsPerson).toBe(true),
  )
  test.each(cases.wantsPerson.no)('no person is demanded by %j', (text) =>
    expect(understand(text).wantsPerson).toBe(false),
  )
  test.each(cases.needsNoAnswer.yes)('no answer is needed by %j', (text) =>
    expect(understand(text).needsNoAnswer).toBe(true),
  )
  test.each(cases.needsNoAnswer.no)('an answer is needed by %j', (text) =>
    expect(understand(text).needsNoAnswer).toBe(false),
  )
  describe.each(RISKS)('%s', (risk) => {
    test.each(cases.risks[risk].yes)('is recognised in %j', (text) =>
      expect(understand(text).risks).toContain(risk),
    )
    test.each(cases.risks[risk].no)('is not in %j', (text) => expect(understand(text).risks).toEqual([]))
  })
})
