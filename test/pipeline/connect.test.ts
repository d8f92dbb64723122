import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { type IntercomConfig, REGION_URLS } from '../../src/config/parse-config.ts'
import { AdminId, AppId } from '../../src/domain/ids.ts'
import { createAccess } from '../../src/intercom/access.ts'
import { createIntercom } from '../../src/intercom/create-intercom.ts'
import { guardAccess } from '../../src/intercom/guard-access.ts'
import { connect } from '../../src/pipeline/connect.ts'
import { knowWorkspace } from '../../src/store/workspaces.ts'
import { anError, anIntercom, CONFIG } from '../intercom/an-intercom.ts'
import { aDatabase } from '../support/a-database.ts'
import { aLog } from '../support/a-log.ts'

const { db } = aDatabase()
const { play } = anIntercom()

const aMe = (region: string) => () => HttpResponse.json({ id: '1', app: { id_code: 'abc123', region } })
const refuse = () => anError(401, 'unauthorized')
const IN_US: IntercomConfig = { ...CONFIG, region: 'us', baseUrl: REGION_URLS.us }
const ADVICE = "The workspace's data is in eu: set INTERCOM_REGION=eu (it is us now)."

/** A start with this token; it is given up when nothing is known at the first try. */
async function start(accessToken: string) {
  const stop = new AbortController()
  const access = createAccess()
  const { log, lines } = aLog()
  const config = { ...IN_US, accessToken }
  const pause = async () => {}
  const intercom = guardAccess(createIntercom(config, { pause }), access)
  const connecting = connect({ db: db(), intercom, config, access, log, signal: stop.signal })
  return { access, lines, connecting, giveUp: () => stop.abort() }
}

test('says in the log and to readyz which region a refused token is of', async () => {
  play(
    http.get(`${REGION_URLS.us}/me`, refuse),
    http.get(`${REGION_URLS.au}/me`, refuse),
    http.get(`${REGION_URLS.eu}/me`, aMe('EU')),
  )
  const { access, lines, connecting, giveUp } = await start('of-eu')
  await expect.poll(() => access.problem()).toContain(ADVICE)
  expect(lines().join('')).toContain(ADVICE)
  expect(lines().join('')).not.toContain('of-eu')
  giveUp()
  await expect(connecting).rejects.toThrow()
})

test('warns when calls get through to a workspace of another region', async () => {
  play(http.get(`${REGION_URLS.us}/me`, aMe('EU')))
  const { access, lines, connecting } = await start('routed')
  expect(await connecting).toMatchObject({ appId: 'abc123' })
  expect([access.problem(), access.warning()]).toEqual([undefined, ADVICE])
  expect(lines().join('')).toContain(ADVICE)
})

test.each([
  ['the token is refused', refuse],
  ['the app lacks a permission', () => anError(403, 'action_forbidden')],
  ['a proxy answers', () => HttpResponse.html('<title>Sign in</title>')],
  ['nobody answers', () => HttpResponse.error()],
])('goes on storing for the workspace of an earlier start when %s', async (what, answer) => {
  const token = `known: ${what}`
  await knowWorkspace(db(), token, { appId: AppId.parse('known1'), adminId: AdminId.parse('1') })
  for (const url of Object.values(REGION_URLS)) play(http.get(`${url}/me`, answer))
  const { connecting } = await start(token)
  expect(await connecting).toMatchObject({ appId: 'known1' })
})
