import { expect, test } from 'vitest'
import { judgeTags } from '../../../src/commands/doctor/check-tags.ts'
import { TagId } from '../../../src/domain/ids.ts'
import { IntercomError } from '../../../src/intercom/intercom-error.ts'

const ANSWERED = TagId.parse('86')
const there = {
  kind: 'read',
  value: [{ id: ANSWERED, name: 'bot answered' }, { id: TagId.parse('87') }],
} as const
const wanted = { tags: { answered: ANSWERED } }
const gone = { tags: { answered: ANSWERED, handed_off: TagId.parse('99') } }
const refused = { kind: 'failed', error: new IntercomError('GET /tags', 403, 'token_unauthorized') } as const
const broken = { kind: 'failed', error: new IntercomError('GET /tags', 500, 'server_error') } as const

test.each([
  ['nothing, where no setting names one', { tags: {} }, { kind: 'not_asked' }, []],
  ['that all are there', wanted, there, [/^ok 1 tag of the settings, all there $/]],
  [
    'which are gone, and which there are',
    gone,
    there,
    [/^warn tags\.handed_off: no tag has the id 99 .*86 bot answered, 87\.$/],
  ],
  ['how to make one where there is none', wanted, { kind: 'read', value: [] }, [/Make one in Intercom/]],
  ['what permission is missing', wanted, refused, [/^warn .*HTTP 403.* "Write tags"/]],
  ['to try again what broke off', wanted, broken, [/^warn .*HTTP 500.* Run doctor again in a minute\.$/]],
  ['that nobody could be asked', wanted, { kind: 'not_asked' }, [/^skipped /]],
] as const)('says %s', (_what, settings, tags, said) => {
  const found = judgeTags(settings, tags).map(({ level, found, fix }) => `${level} ${found} ${fix ?? ''}`)
  expect(found).toEqual(said.map((words) => expect.stringMatching(words)))
})
