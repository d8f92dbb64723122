import { chmodSync, mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'
import { aSettingsFile } from './a-settings-file.ts'

const read = (text: string) => readSettings(aSettingsFile(text), { mustExist: true })

/** Problems without the folder they are in. */
function problemsOf(text: string): readonly string[] {
  const reading = read(text)
  return reading.kind === 'problems'
    ? reading.problems.map((one) => one.replace(/^.*\/firstline/, 'firstline'))
    : []
}

const DEFAULTS = {
  topics: [],
  answers: { unassigned: true, admins: [], teams: [], bot_teams: [] },
  email: 'suggest',
  bot: { name: 'Firstline', tone: 'friendly, plain and short', disclosure: true },
  suggest_note: 'always',
  quiet_ms: 2_500,
  quiet_max_ms: 10_000,
  stale_minutes: 15,
  review_days: 365,
  handoff: { teams: [], messages: {} },
  tags: {},
  close_when_thanked: false,
  limits: { model_calls_at_once: 4, api_share: 0.5 },
  prices: {},
  digest: { at: '06:00', timezone: 'UTC' },
  knowledge: {
    folder: { use: 'on' },
    articles: { use: 'public' },
    internal_articles: { use: 'off' },
    snippets: { use: 'off' },
    macros: { use: 'off' },
  },
}

test.each([
  ['an empty file', ''],
  ['nothing but a comment', '# mode: auto\n'],
  ['an explicit document', '---\n...\n'],
  [
    'empty groups',
    'answers: {}\nbot: {}\nhandoff: {}\ntags: {}\nlimits: {}\nprices: {}\ndigest: {}\nknowledge: {}\n',
  ],
])('means the defaults by %s', (_case, text) => {
  expect(read(text)).toEqual({ kind: 'settings', settings: DEFAULTS })
})

test('means the defaults when the file is absent and nobody named it', () => {
  expect(readSettings(aSettingsFile(), { mustExist: false })).toEqual({
    kind: 'settings',
    settings: DEFAULTS,
  })
})

test('refuses an absent file that somebody named', () => {
  const file = aSettingsFile()
  expect(readSettings(file, { mustExist: true })).toEqual({
    kind: 'problems',
    problems: [`${file}: cannot be read (ENOENT); FIRSTLINE_SETTINGS names it`],
  })
})

test('refuses a folder in place of the file, whoever named it', () => {
  const file = aSettingsFile()
  mkdirSync(file)
  chmodSync(file, 0o755)
  expect(readSettings(file, { mustExist: false })).toEqual({
    kind: 'problems',
    problems: [`${file}: cannot be read (EISDIR)`],
  })
})

test('reads everything that can be set', () => {
  const reading = read(`
mode: auto
email: auto
pilot: {contacts: [6762f0dd1bb69f9f2193bb83, 5], share: 0.25}
suggest_note: first
quiet_ms: 0
quiet_max_ms: 120000
stale_minutes: 0.5
review_days: 30
bot: {name: Lumen, tone: dry, disclosure: false}
answers: {unassigned: false, admins: [1, "2"], teams: [70], bot_teams: ["72"]}
topics:
  - {name: billing, description: Invoices and refunds, mode: suggest, min_confidence: 0.9}
handoff:
  teams: [{team_id: 71, when: [legal_threat, account_security]}]
  messages: {person_requested: {en: A person will answer., de: Ein Mensch antwortet.}}
tags: {answered: 86, handed_off: "87"}
close_when_thanked: true
limits: {model_spend_per_day: 0.5, model_calls_at_once: 64, api_share: 1}
prices:
  gpt-5: {input: 1.25, cached_input: 0.125, output: 10}
  "llama3.1:8b": {input: 0, output: 0}
digest: {at: "23:59", timezone: Europe/Madrid}
knowledge:
  folder: {use: off, owner: Maya}
  articles: {use: internal, owner: Docs}
  internal_articles: {use: public}
  snippets: {use: internal}
  macros: {use: internal}
`)
  expect(reading).toEqual({
    kind: 'settings',
    settings: {
      mode: 'auto',
      email: 'auto',
      pilot: { contacts: ['6762f0dd1bb69f9f2193bb83', '5'], share: 0.25 },
      suggest_note: 'first',
      quiet_ms: 0,
      quiet_max_ms: 120_000,
      stale_minutes: 0.5,
      review_days: 30,
      bot: { name: 'Lumen', tone: 'dry', disclosure: false },
      answers: { unassigned: false, admins: ['1', '2'], teams: ['70'], bot_teams: ['72'] },
      topics: [
        { name: 'billing', description: 'Invoices and refunds', mode: 'suggest', min_confidence: 0.9 },
      ],
      handoff: {
        teams: [{ team_id: '71', when: ['legal_threat', 'account_security'] }],
        messages: { person_requested: { en: 'A person will answer.', de: 'Ein Mensch antwortet.' } },
      },
      tags: { answered: '86', handed_off: '87' },
      close_when_thanked: true,
      limits: { model_spend_per_day: 0.5, model_calls_at_once: 64, api_share: 1 },
      prices: {
        'gpt-5': { input: 1.25, cached_input: 0.125, output: 10 },
        'llama3.1:8b': { input: 0, output: 0 },
      },
      digest: { at: '23:59', timezone: 'Europe/Madrid' },
      knowledge: {
        folder: { use: 'off', owner: 'Maya' },
        articles: { use: 'internal', owner: 'Docs' },
        internal_articles: { use: 'public' },
        snippets: { use: 'internal' },
        macros: { use: 'internal' },
      },
    },
  })
})

test.each([
  ['mod: auto', 'firstline.yaml, line 1: unknown setting "mod". Did you mean "mode"?'],
  ['\nquite_ms: 100', 'firstline.yaml, line 2: unknown setting "quite_ms". Did you mean "quiet_ms"?'],
  [
    'pilot:\n  contact: [1]',
    'firstline.yaml, line 2: unknown setting "pilot.contact". Did you mean "contacts"?',
  ],
  ['Mode: auto', 'firstline.yaml, line 1: unknown setting "Mode". Did you mean "mode"?'],
  ['answers:\n  team: [1]', 'firstline.yaml, line 2: unknown setting "answers.team". Did you mean "teams"?'],
  [
    'topics:\n  - name: billing\n  - name: data\n    min_confidense: 1',
    'firstline.yaml, line 4: unknown setting "topics.1.min_confidense". Did you mean "min_confidence"?',
  ],
  [
    'handoff:\n  teams:\n    - team_id: 1\n      whem: [stale]\n      when: [stale]',
    'firstline.yaml, line 4: unknown setting "handoff.teams.0.whem". Did you mean "when"?',
  ],
  [
    'bot:\n  personality: kind',
    'firstline.yaml, line 2: unknown setting "bot.personality". Known here: name, tone, disclosure.',
  ],
  [
    'prices:\n  gpt-5:\n    input: 1\n    ouput: 2\n    output: 2',
    'firstline.yaml, line 4: unknown setting "prices.gpt-5.ouput". Did you mean "output"?',
  ],
  [
    'limits:\n  model_spend_per_dai: 2',
    'firstline.yaml, line 2: unknown setting "limits.model_spend_per_dai". Did you mean "model_spend_per_day"?',
  ],
  [
    '\n\nbott:\n  # over several lines\n  name: x',
    'firstline.yaml, line 3: unknown setting "bott". Did you mean "bot"?',
  ],
])('names the known key nearest to an unknown one: %j', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem])
})

test.each([
  ['mode: always', 1, 'mode', 'off'],
  ['\nquiet_ms: -1', 2, 'quiet_ms', '>=0'],
  ['quiet_ms: 1.5', 1, 'quiet_ms', 'int'],
  ['stale_minutes: 0', 1, 'stale_minutes', '>0'],
  ['review_days: 0', 1, 'review_days', '>0'],
  ['email: yes', 1, 'email', 'suggest'],
  ['bot:\n  name: ""', 2, 'bot.name', '>=1'],
  ['answers:\n  admins:\n    - 1\n    - two people', 4, 'answers.admins.1', 'an id'],
  ['pilot: {}', 1, 'pilot', 'list contacts or set a share'],
  ['pilot:\n  contacts: []\n  share: 0', 1, 'pilot', 'for nobody set mode: shadow'],
  ['pilot:\n  share: 25', 2, 'pilot.share', '<=1'],
  ['pilot:\n  share: -0.1', 2, 'pilot.share', '>=0'],
  ['pilot:\n  share: most', 2, 'pilot.share', 'number'],
  ['pilot:\n  contacts:\n    - ""', 3, 'pilot.contacts.0', 'an id'],
  ['pilot:\n  contacts: ana@example.com of Lumen', 2, 'pilot.contacts', 'array'],
  ['topics:\n  - mode: auto', 2, 'topics.0.name', 'string'],
  ['topics:\n  - name: a\n    min_confidence: 75', 3, 'topics.0.min_confidence', '<=1'],
  ['handoff:\n  teams:\n    - team_id: 1\n      when: []', 4, 'handoff.teams.0.when', '>=1'],
  [
    'handoff:\n  teams:\n    - team_id: 1\n      when: [bored]',
    4,
    'handoff.teams.0.when.0',
    'person_requested',
  ],
  ['handoff:\n  messages:\n    person_requested:\n      english: Hi', 4, 'person_requested.english', ''],
  ['limits:\n  model_spend_per_day: 0', 2, 'limits.model_spend_per_day', '>0'],
  ['limits:\n  model_calls_at_once: 65', 2, 'limits.model_calls_at_once', '<=64'],
  ['limits:\n  api_share: 0', 2, 'limits.api_share', '>0'],
  ['limits:\n  api_share: 1.1', 2, 'limits.api_share', '<=1'],
  ['prices:\n  gpt-5:\n    input: 1', 2, 'prices.gpt-5.output', 'number'],
  ['prices:\n  gpt-5:\n    input: -1\n    output: 1', 3, 'prices.gpt-5.input', '>=0'],
  ['prices:\n  gpt-5: 2', 2, 'prices.gpt-5', 'object'],
  ['digest:\n  at: "24:00"', 2, 'digest.at', 'for example "06:00"'],
  ['digest:\n  at: "6:00"', 2, 'digest.at', 'for example "06:00"'],
  ['digest:\n  timezone: Madrid', 2, 'digest.timezone', 'for example Europe/Madrid'],
  ['bot:\n  tone: ""', 2, 'bot.tone', '>=1'],
  ['- a\n- list', 1, 'the file', 'object'],
  ['just words', 1, 'the file', 'object'],
])('tells file, line and expectation of %j', (text, line, setting, expected) => {
  const problems = problemsOf(text)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(`firstline.yaml, line ${line}: `)
  expect(problems[0]).toContain(setting)
  expect(problems[0]).toContain(expected)
})

test.each([
  ['an open bracket', 'mode: auto\ntopics: [', 'line 2'],
  ['a key twice', 'mode: auto\nmode: off', 'line 2'],
  ['a tab as indent', 'bot:\n\tname: x', 'line 2'],
  ['two documents', 'mode: auto\n---\nmode: off', 'line 2'],
  ['an alias of nothing', 'mode: *nobody', 'nobody'],
])('refuses bad yaml with file and place: %s', (_case, text, place) => {
  const [problem, ...more] = problemsOf(text)
  expect(problem).toMatch(/^firstline\.yaml: /)
  expect(problem).toContain(place)
  expect(problem).not.toContain('\n')
  expect(more.length).toBeLessThan(3)
})

test('refuses aliases that unfold without end', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
  for (let n = 1; n < 9; n += 1)
    bomb.push(
      `a${n}: &a${n} [${Array(9)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
    )
  expect(problemsOf(bomb.join('\n'))[0]).toContain('alias')
})

test('tells all problems of a file at once', () => {
  expect(problemsOf('mod: auto\nquiet_ms: soon\nbot: {nmae: x}\n')).toHaveLength(3)
})
