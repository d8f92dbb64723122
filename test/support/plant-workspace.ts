import { z } from 'zod'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { plantSecrets, plantWords } from './overheard.ts'

const Workspace = z.object({
  contacts: z.array(z.object({ name: z.string().nullable(), email: z.string().nullable() })),
  conversations: z.array(z.object({ entries: z.array(z.object({ body_text: z.string() })) })),
})

/** What of a workspace must never be read in a log: its secrets, names and addresses, and all that stands in it now. */
export async function plantWorkspace(sandbox: Sandbox): Promise<void> {
  const state = Workspace.parse(await (await fetch(`${sandbox.url}/play/state`)).json())
  plantSecrets(sandbox.accessToken, sandbox.clientSecret)
  plantWords(
    ...state.contacts.flatMap(({ name, email }) => [name ?? '', email ?? '']),
    ...state.conversations.flatMap(({ entries }) => entries.map((entry) => entry.body_text)),
  )
}
