import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { REGION_URLS, type Region } from '../../src/config/parse-config.ts'
import { findRegion, regionAdvice } from '../../src/intercom/find-region.ts'
import { anError, anIntercom, CONFIG } from './an-intercom.ts'

const { play, requests } = anIntercom()

const me = () => HttpResponse.json({ id: '1', app: { id_code: 'abc123', region: 'EU' } })
const refuse = () => anError(401, 'unauthorized')
const REGIONS = ['us', 'eu', 'au'] as const
const playWorkspaceIn = (home?: Region) =>
  play(...REGIONS.map((one) => http.get(`${REGION_URLS[one]}/me`, one === home ? me : refuse)))
const setTo = (region: Region) => ({ ...CONFIG, region, baseUrl: REGION_URLS[region] })

test.each([
  ['us', 'eu'],
  ['us', 'au'],
  ['eu', 'us'],
  ['au', 'eu'],
] as const)('finds a token that was refused in %s to be one of %s', async (set, home) => {
  playWorkspaceIn(home)
  expect(await findRegion(setTo(set))).toBe(home)
  expect(requests.map(({ method, url }) => `${method} ${url}`)).not.toContain(`GET ${REGION_URLS[set]}/me`)
})

test('finds nothing for a token that nobody accepts', async () => {
  playWorkspaceIn(undefined)
  expect(await findRegion(setTo('us'))).toBeUndefined()
})

test.each([
  ['pages', () => HttpResponse.html('<title>Sign in</title>')],
  ['errors', () => anError(500, 'server_error')],
  ['silence', () => HttpResponse.error()],
])('finds nothing where %s come, and asks each place once', async (_what, answer) => {
  play(...REGIONS.map((one) => http.get(`${REGION_URLS[one]}/me`, answer)))
  expect(await findRegion(setTo('us'))).toBeUndefined()
  expect(requests).toHaveLength(2)
})

test.each([
  ['without a region', CONFIG],
  ['with one beside it', { ...CONFIG, region: 'eu' as const }],
])('shows the token to nobody when the address was set by hand, %s', async (_what, config) => {
  expect(await findRegion(config)).toBeUndefined()
  expect(requests).toEqual([])
})

test.each<[Region | undefined, string | undefined, string | undefined]>([
  ['us', 'EU', "The workspace's data is in eu: set INTERCOM_REGION=eu (it is us now)."],
  ['eu', 'au', "The workspace's data is in au: set INTERCOM_REGION=au (it is eu now)."],
  ['us', 'US', undefined],
  ['us', undefined, undefined],
  [undefined, 'EU', undefined],
])('advises, set to %s and told %s: %s', (set, told, advice) => {
  expect(regionAdvice(set, told)).toBe(advice)
})
