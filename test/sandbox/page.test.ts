import { describe, expect, test } from 'vitest'
import { aConversation, aSandbox } from './a-sandbox.ts'

const aForm = async (url: string, path: string, fields: Record<string, string>) => {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  return { status: response.status, location: response.headers.get('location') ?? '' }
}

describe('the page', () => {
  test('invites a first question, without anything from elsewhere', async () => {
    const { page, sandbox } = await aSandbox()
    const { status, headers, json: shown } = await page()
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toContain("default-src 'none';script-src 'self'")
    expect(shown).toContain('How do I export all my data?')
    for (const path of ['style.css', 'live.js', 'receipt.png']) {
      expect((await fetch(`${sandbox.url}/page/${path}`)).status).toBe(200)
    }
  })

  test('says which mind answers, if it was told', async () => {
    const { page } = await aSandbox({ mind: 'model (scripted)' })
    expect((await page()).json).toContain('>model (scripted)</span></h1>')
    const { page: untold } = await aSandbox()
    expect((await untold()).json).toContain('<span class="tag">sandbox</span></h1>')
  })

  test('escapes whatever anybody writes', async () => {
    const { page, play, id, maya } = await aConversation({}, { body: '<script>alert(1)</script>' })
    const image = '<p>see <img src=x onerror=alert(1)></p><script>alert(1)</script>'
    await play(`/conversations/${id}/contact`, {
      html: image,
      attachments: [{ name: '"><b>', url: 'https://a.example' }],
    })
    await play(`/conversations/${id}/admin`, {
      admin_id: maya.id,
      kind: 'note',
      body: '<svg onload=alert(1)>',
    })
    const { json: shown } = await page(`/?conversation=${id}`)
    expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(shown).toContain('see [image]')
    expect(shown).not.toMatch(/<script>|<svg|onerror=|"><b>/)
  })

  test('shows notes and assignments to teammates only', async () => {
    const { page, play, id, maya, billing } = await aConversation()
    await play(`/conversations/${id}/admin`, { admin_id: maya.id, kind: 'note', body: 'between us' })
    await play(`/conversations/${id}/assign`, { by_admin_id: maya.id, type: 'team', id: billing.id })
    const shown = String((await page(`/?conversation=${id}`)).json)
    const [messenger, inbox] = [
      shown.slice(0, shown.indexOf('id="live-list"')),
      shown.slice(shown.indexOf('id="live-thread"')),
    ]
    expect(messenger).not.toContain('between us')
    expect(inbox).toContain('between us')
    expect(inbox).toContain('Maya Chen assigned this to the team Billing')
  })

  test('says who waits, and leads to the reasons', async () => {
    const { page, id } = await aConversation({ serviceUrl: 'http://127.0.0.1:9/' })
    const { json: shown } = await page()
    expect(shown).toContain(`href="http://127.0.0.1:9/console/conversations/${id}"`)
    expect((await page(`/?conversation=${id}`)).json).toContain('Waiting for an answer')
  })

  test('makes links of addresses, and shows only its own pictures', async () => {
    const picture = { name: 'receipt.png', url: 'http://sandbox.example/page/receipt.png' }
    const other = { name: 'cat.png', url: 'https://elsewhere.example/cat.png' }
    const { page, id } = await aConversation(
      {},
      { body: 'see https://a.example/b.', attachments: [picture, other] },
    )
    const { json: shown } = await page(`/?conversation=${id}`)
    expect(shown).toContain(
      '<a href="https://a.example/b" target="_blank" rel="nofollow noopener noreferrer">',
    )
    expect(shown).toContain('src="/page/receipt.png"')
    expect(shown).not.toContain('elsewhere.example')
  })
})

describe('the page’s forms', () => {
  test('let a contact start and go on, and lead back to the conversation', async () => {
    const { sandbox, ana, maya, state } = await aSandbox()
    const who = { contact: ana.id, admin: maya.id }
    const started = await aForm(sandbox.url, '/page/write', {
      ...who,
      conversation: '',
      body: '',
      suggested: '¿Precio?',
    })
    expect(started.status).toBe(303)
    const [conversation] = (await state()).conversations
    expect(started.location).toContain(`conversation=${conversation.id}`)
    await aForm(sandbox.url, '/page/write', { ...who, conversation: conversation.id, body: '', image: 'yes' })
    const [{ entries }] = (await state()).conversations
    expect(entries[0].body_text).toBe('¿Precio?')
    expect(entries[1].attachments[0].url).toBe(`${sandbox.url}/page/receipt.png`)
  })

  test('let a teammate note, close, and give it back to the bot', async () => {
    const { sandbox, id, maya, billing, read, state } = await aConversation()
    const form = { conversation: id, admin: maya.id }
    await aForm(sandbox.url, '/page/answer', { ...form, kind: 'note', body: 'hm', after: 'stay' })
    await aForm(sandbox.url, '/page/answer', { ...form, kind: 'comment', body: 'Done', after: 'close' })
    expect((await read()).state).toBe('closed')
    await aForm(sandbox.url, '/page/manage', { ...form, action: 'open', assignee: 'nobody' })
    await aForm(sandbox.url, '/page/manage', { ...form, action: 'bot', assignee: 'nobody' })
    expect((await read()).admin_assignee_id).toBe(Number(sandbox.botAdminId))
    const back = await aForm(sandbox.url, '/page/manage', {
      ...form,
      action: 'assign',
      assignee: `team:${billing.id}`,
    })
    expect(back.location).toBe(`/?conversation=${id}&admin=${maya.id}&view=thread`)
    expect(await read()).toMatchObject({ admin_assignee_id: 0, team_assignee_id: Number(billing.id) })
    const kinds = (await state()).conversations[0].entries.map(({ kind }: { kind: string }) => kind)
    expect(kinds).toEqual(['source', 'note', 'close', 'open', 'assignment', 'assignment', 'assignment'])
  })
})
