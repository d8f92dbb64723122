import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aConversation } from './a-sandbox.ts'

const executablePath = '/usr/bin/chromium'
const WIDTHS = [1280, 390]

describe.skipIf(!existsSync(executablePath))('the page in a browser', () => {
  const running: Browser[] = []
  const aPage = async (width: number) => {
    const context = await running[0]?.newContext({ viewport: { width, height: 844 } })
    if (!context) throw new Error('no browser')
    return context.newPage()
  }

  beforeAll(async () => {
    running.push(
      await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] }),
    )
  })
  afterAll(async () => {
    await running[0]?.close()
  })

  test.each(WIDTHS)('can be used by everybody, %i pixels wide', async (width) => {
    const { sandbox, play, id, maya } = await aConversation({ serviceUrl: 'http://127.0.0.1:9' })
    await play(`/conversations/${id}/admin`, { admin_id: maya.id, kind: 'note', body: 'between us' })
    const page = await aPage(width)
    for (const view of ['messenger', 'inbox', 'thread']) {
      await page.goto(`${sandbox.url}/?conversation=${id}&view=${view}`)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
  })

  test('shows what happens without losing what is being written', async () => {
    const { sandbox, play, id } = await aConversation()
    const page = await aPage(1280)
    await page.goto(`${sandbox.url}/?conversation=${id}`)
    await page.fill('#text', 'half a sentence')
    await play(`/conversations/${id}/contact`, { body: '¿Sigue alguien ahí?' })
    await page.getByLabel('Entries').getByText('¿Sigue alguien ahí?').waitFor()
    expect(await page.inputValue('#text')).toBe('half a sentence')
    await page.fill('#message', 'Otra cosa')
    await page.press('#message', 'Enter')
    await page.getByLabel('Entries').getByText('Otra cosa').waitFor()
    expect([await page.inputValue('#text'), await page.inputValue('#message')]).toEqual([
      'half a sentence',
      '',
    ])
  })
})
