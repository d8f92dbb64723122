import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aGuardedConsole, PASSWORD } from './a-guarded-console.ts'

const executablePath = '/usr/bin/chromium'
const { http } = aGuardedConsole({ kind: 'password', password: PASSWORD }, 'http://127.0.0.1:3000')

describe.skipIf(!existsSync(executablePath))('signing in with a browser', () => {
  const running: { browser?: Browser; url?: string } = {}
  const aPage = async (width: number, javaScriptEnabled = true) => {
    const viewport = { width, height: 844 }
    const context = await running.browser?.newContext({ viewport, javaScriptEnabled })
    if (!context) throw new Error('no browser')
    return context.newPage()
  }
  beforeAll(async () => {
    running.browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-background-networking'],
    })
    running.url = await http().listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    await running.browser?.close()
  })

  test.each([1280, 390])('can be done by everybody, %i pixels wide', async (width) => {
    const page = await aPage(width)
    const accessible = async () => {
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
    await page.goto(`${running.url}/console/summaries`)
    await accessible()
    await page.getByLabel('Password of the console').fill('not the password')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await accessible()
    await page.getByLabel('Password of the console').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    await accessible()
  })

  test('works without scripts, goes where one wanted to go, and ends for good', async () => {
    const page = await aPage(1280, false)
    await page.goto(`${running.url}/console/summaries`)
    await page.getByLabel('Password of the console').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/console/summaries')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.goto(`${running.url}/console`)
    expect(new URL(page.url()).pathname).toBe('/console/sign-in')
  })
})
