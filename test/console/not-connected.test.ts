import { expect, test } from 'vitest'
import { aConsole } from './a-console.ts'

const page = aConsole(() => undefined)

test.each(['/console', '/console/conversations/100'])(
  'asks for patience on %s while the workspace is not known yet',
  async (path) => {
    const { status, page: body } = await page().get(path)
    expect(status).toBe(503)
    expect(body).toContain('Not connected yet')
  },
)

test('shows the setup page all the same: that is where the reason stands', async () => {
  const { status, page: body } = await page().get('/console/setup')
  expect(status).toBe(200)
  expect(body).toContain('Access token')
})

test('still serves its stylesheet', async () => {
  const { status, page: css } = await page().get('/console/console.css')
  expect(status).toBe(200)
  expect(css).toContain('prefers-color-scheme: dark')
})
