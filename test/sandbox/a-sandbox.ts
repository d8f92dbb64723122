import { onTestFinished } from 'vitest'
import { SENT_BY_TEST } from '../contract/watch-fetch.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts'

type Answer = { readonly status: number; readonly headers: Headers; readonly json: Shape }

/** JSON of unknown shape that a test reads into freely. */
export type Shape = ReturnType<typeof JSON.parse>

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text }
}

const sender =
  (base: string, headers: Record<string, string>) => async (method: string, path: string, body?: unknown) =>
    read(
      await fetch(`${base}${path}`, {
        method,
        headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      }),
    )

const someone = <One>(list: readonly One[], test: (one: One) => boolean): One => {
  const found = list.find(test)
  if (!found) throw new Error('nobody like that in the box')
  return found
}

/** A sandbox that ends with the test, with ways to call its API, to play, and its people by name. */
export const aSandbox = async (options: SandboxOptions = {}) => {
  const sandbox: Sandbox = await startSandbox(options)
  onTestFinished(() => sandbox.close())
  const api = sender(sandbox.url, {
    Authorization: `Bearer ${sandbox.accessToken}`,
    'Intercom-Version': '2.16',
    ...SENT_BY_TEST,
  })
  const play = sender(sandbox.url, {})
  return {
    sandbox,
    api,
    play: (path: string, body: unknown = {}) => play('POST', `/play${path}`, body),
    clearFaults: () => play('DELETE', '/play/faults'),
    state: async () => (await play('GET', '/play/state')).json,
    page: (path = '/') => play('GET', path),
    ana: someone(sandbox.contacts, ({ name }) => name === 'Ana Ruiz'),
    lead: someone(sandbox.contacts, ({ role }) => role === 'lead'),
    maya: someone(sandbox.admins, ({ name }) => name === 'Maya Chen'),
    ravi: someone(sandbox.admins, ({ hasInboxSeat }) => !hasInboxSeat),
    billing: someone(sandbox.teams, ({ name }) => name === 'Billing'),
  }
}

/** A sandbox in which Ana has asked something. */
export const aConversation = async (options: SandboxOptions = {}, question: Record<string, unknown> = {}) => {
  const box = await aSandbox(options)
  const { json } = await box.play('/conversations', {
    contact_id: box.ana.id,
    body: 'Hola, ¿y mi factura?',
    ...question,
  })
  const id: string = json.conversation_id
  const read = async () => (await box.api('GET', `/conversations/${id}`)).json
  return { ...box, id, sourceId: String(json.source_id), read }
}
