import { describe, expect, test } from 'vitest'
import { judgeIntercom } from '../../../src/commands/doctor/check-intercom.ts'
import { judgeBot, judgeTeams } from '../../../src/commands/doctor/check-people.ts'
import type { Finding } from '../../../src/commands/doctor/finding.ts'
import type { IntercomReading } from '../../../src/commands/doctor/read-intercom.ts'
import { Settings } from '../../../src/config/settings.ts'
import { AdminId, AppId, TeamId } from '../../../src/domain/ids.ts'
import type { Team, Teammate } from '../../../src/intercom/read-people.ts'
import { createAccess } from '../../../src/intercom/access.ts'
import { IntercomError } from '../../../src/intercom/intercom-error.ts'
import { CONFIG } from '../../intercom/an-intercom.ts'

const inShort = ({ check, level, found, fix }: Finding) =>
  `${check} ${level}: ${found}${fix ? ` → ${fix}` : ''}`

const MAYA = AdminId.parse('1')
const BOT = AdminId.parse('2')
const me = { appId: AppId.parse('abc123'), appName: 'Lumen', region: 'US', adminId: MAYA, adminName: 'Maya' }
const { region: _region, ...silentMe } = me
const admins: readonly Teammate[] = [
  { id: MAYA, name: 'Maya', hasInboxSeat: true, isAway: false },
  { id: BOT, name: 'Lumi', hasInboxSeat: true, isAway: false },
]

describe('the bot author', () => {
  const judge = (botAdminId: AdminId | undefined, more: Partial<Teammate> = {}) =>
    judgeBot({
      botAdminId,
      me,
      admins: admins.map((one) => (one.id === BOT ? { ...one, ...more } : one)),
    }).map(inShort)

  test.each([
    ['a teammate of its own', BOT, {}, /^Bot author ok: Lumi \(2\), with an inbox seat$/],
    ['nobody', AdminId.parse('9'), {}, /^Bot author fail: no teammate has the id 9 → .*: 1 Maya, 2 Lumi\.$/],
    ['without a seat', BOT, { hasInboxSeat: false }, /^Bot author fail: Lumi \(2\) has no inbox seat → /],
    ['away', BOT, { isAway: true }, /^Bot author warn: Lumi \(2\) is away → /],
    ["the token's owner", MAYA, {}, /^Bot author warn: Maya \(1\) owns the token: .* → Keep a teammate/],
    [
      'not set',
      undefined,
      {},
      /^Bot author warn: not set: notes are written as Maya \(1\), who owns the token/,
    ],
  ])('who is %s', (_case, id, more, said) => {
    expect(judge(id, more)).toEqual([expect.stringMatching(said)])
  })

  test('of whom Intercom tells neither seat nor absence is taken as she is', () => {
    const found = judgeBot({ botAdminId: BOT, me, admins: [{ id: BOT }] })
    expect(found.map(({ level }) => level)).toEqual(['ok'])
  })
})

describe('teams', () => {
  const SUPPORT = TeamId.parse('70')
  const all: readonly Team[] = [
    { id: SUPPORT, name: 'Support', members: [MAYA] },
    { id: TeamId.parse('71'), name: 'Legal', members: [] },
    { id: TeamId.parse('72'), name: 'Bot', members: [BOT] },
    { id: TeamId.parse('73'), name: 'Elsewhere' },
  ]
  const judge = (
    settings: Parameters<typeof Settings.parse>[0],
    handOffTeamId: TeamId | undefined = SUPPORT,
  ) =>
    judgeTeams({
      handOffTeamId,
      settings: Settings.parse(settings),
      teams: all,
      admins,
      botAdminId: BOT,
    }).map(inShort)
  const to = (team_id: string) => ({ handoff: { teams: [{ team_id, when: ['legal_threat'] }] } })

  test.each([
    ['all in order', {}, [/^Teams ok: 1 team of the settings, all there: Support \(70\)$/]],
    ['of whose people nothing is told', to('73'), [/^Teams ok: 2 teams/]],
    ['not there', to('99'), [/^Teams fail: handoff\.teams: no team has the id 99 → .*70 Support/]],
    ['with nobody in it', to('71'), [/^Teams fail: handoff\.teams: nobody is in Legal \(71\)/]],
    ['with the bot alone in it', to('72'), [/^Teams fail: handoff\.teams: nobody is in Bot \(72\)/]],
    [
      "the bot's own",
      { answers: { bot_teams: ['70'] } },
      [/^Teams warn: INTERCOM_HANDOFF_TEAM_ID: Support \(70\) stands/],
    ],
    [
      'unknown in answers',
      { answers: { teams: ['98'], bot_teams: ['97'], admins: ['96'] } },
      [/answers\.teams: .* 98/, /answers\.bot_teams: .* 97/, /answers\.admins: no teammate has the id 96/],
    ],
    ["the bot's, empty of people", { answers: { bot_teams: ['72'] } }, [/^Teams ok: 2 teams/]],
  ])('%s', (_case, settings, said) => {
    expect(judge(settings)).toEqual(said.map((pattern) => expect.stringMatching(pattern)))
  })

  test('none for hand-offs', () => {
    const found = judgeTeams({
      handOffTeamId: undefined,
      settings: Settings.parse({}),
      teams: all,
      admins,
      botAdminId: BOT,
    })
    expect(found.map(inShort)).toEqual([expect.stringMatching(/^Teams warn: no team gets hand-offs/)])
  })
})

describe('Intercom', () => {
  const none = { kind: 'not_asked' } as const
  const refusedMe = (status: number, code: string, more: Partial<IntercomReading> = {}): IntercomReading => {
    const error = new IntercomError('GET /me', status, code)
    return { me: { kind: 'failed', error }, admins: none, teams: none, tags: none, bots: none, ...more }
  }

  test.each([
    [
      refusedMe(401, 'unauthorized'),
      'the token is refused (HTTP 401, unauthorized)',
      'INTERCOM_ACCESS_TOKEN',
    ],
    [refusedMe(401, 'unauthorized', { worksIn: 'eu' }), 'refused', 'set INTERCOM_REGION=eu (it is us now)'],
    [refusedMe(403, 'api_plan_restricted'), 'HTTP 403 (api_plan_restricted)', 'subscription'],
    [refusedMe(404, 'not_found'), 'HTTP 404 (not_found)', 'INTERCOM_BASE_URL'],
    [refusedMe(200, 'not_json'), 'not one of Intercom', 'INTERCOM_BASE_URL'],
    [refusedMe(404, 'unexpected_answer at id'), 'not one of Intercom', 'INTERCOM_BASE_URL'],
    [refusedMe(400, 'intercom_version_invalid'), 'HTTP 400', 'INTERCOM_API_VERSION'],
    [refusedMe(429, 'rate_limit_exceeded'), 'HTTP 429', 'Wait a minute'],
    [refusedMe(503, 'server_error'), 'HTTP 503', 'intercomstatus'],
    [refusedMe(0, 'ENOTFOUND'), 'no answer (ENOTFOUND)', 'network'],
  ])('that fails: %j', (reading, said, fix) => {
    const found = judgeIntercom({ ...CONFIG, region: 'us' }, reading)
    expect(found.map(({ level }) => level)).toEqual(['fail'])
    expect(found[0]?.found).toContain(said)
    expect(found[0]?.fix).toContain(fix)
  })

  test.each([
    [401, 'unauthorized'],
    [402, 'payment_required'],
    [403, 'api_plan_restricted'],
    [403, 'action_forbidden'],
    [403, 'not_json'],
  ])('that is refused with %i %s is told what to do in the words of readyz', (status, code) => {
    const error = new IntercomError('GET /me', status, code)
    const access = createAccess()
    access.note('me', error)
    const [found] = judgeIntercom(CONFIG, refusedMe(status, code))
    expect(found?.fix).toBe(error.advice)
    expect(access.problem()).toContain(` ${found?.fix}`)
  })

  const read = <T>(value: T) => ({ kind: 'read', value }) as const
  const good: IntercomReading = {
    me: read(me),
    admins: read(admins),
    teams: read([]),
    tags: none,
    bots: read({ looked: 0, withFin: 0, read: 0, withOperator: 0 }),
  }
  const judge = (reading: Partial<IntercomReading>, config: Partial<typeof CONFIG> = { region: 'us' }) =>
    judgeIntercom({ ...CONFIG, ...config }, { ...good, ...reading }).map(inShort)

  test('in good order is four lines', () => {
    expect(judge({})).toEqual([
      "Intercom ok: workspace Lumen (abc123); the token is Maya (1)'s",
      'Region ok: us, as INTERCOM_REGION says',
      'API version ok: calls ask for 2.16; what webhooks follow, only the Developer Hub shows',
      'Permissions ok: teammates, teams and conversations can be read; writing is not tried',
    ])
  })

  test.each([
    [
      'in another region',
      me,
      { region: 'eu' as const },
      /^Region fail: .* lives in us, but calls go to eu → The workspace's data is in us: set INTERCOM_REGION=us \(it is eu now\)\.$/,
    ],
    ['at an address set by hand', me, {}, /^Region ok: us; not compared/],
    ['that tells no region', silentMe, { region: 'us' as const }, /^Region skipped/],
    ['asked in another version', me, { apiVersion: '2.14' }, /^API version warn: calls ask for 2\.14/],
  ])('a workspace %s', (_case, whose, config, said) => {
    expect(judge({ me: read(whose) }, config)).toContainEqual(expect.stringMatching(said))
  })

  test.each([
    ['admins', 403, /^Permissions fail: teammates cannot be read.*"Read admins"/],
    ['teams', 403, /^Permissions fail: teams cannot be read.*"Read admins"/],
    ['bots', 401, /^Permissions fail: conversations cannot be read.*"Read conversations"/],
    ['bots', 402, /^Permissions fail: conversations cannot be read.*subscription/],
    ['bots', 500, /^Permissions fail: conversations cannot be read: HTTP 500 .*Run doctor again/],
  ])('a call for %s that is refused with %i', (call, status, said) => {
    const error = new IntercomError(`GET /${call}`, status, 'some_code')
    expect(judge({ [call]: { kind: 'failed', error } })).toContainEqual(expect.stringMatching(said))
  })
})
