import { z } from 'zod'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'

/** Shorter ones stand in any log by chance. */
const SHORTEST = 10

const Workspace = z.object({
  contacts: z.array(z.object({ name: z.string().nullable(), email: z.string().nullable() })),
  conversations: z.array(z.object({ entries: z.array(z.object({ body_text: z.string() })) })),
})

/** What of this must never be read in a log: every secret, name and address, and every line that anybody wrote. */
export async function unspeakable(sandbox: Sandbox): Promise<readonly string[]> {
  const state = Workspace.parse(await (await fetch(`${sandbox.url}/play/state`)).json())
  return [
    sandbox.accessToken,
    sandbox.clientSecret,
    ...state.contacts.flatMap(({ name, email }) => [name ?? '', email ?? '']),
    ...state.conversations.flatMap(({ entries }) => entries.flatMap((entry) => entry.body_text.split('\n'))),
  ]
}

/** Which of the texts stand in what was written, as they are or inside a JSON string. */
export function findLeaks(lines: readonly string[], texts: readonly string[]): readonly string[] {
  const all = lines.join('\n')
  const distinct = [...new Set(texts.map((text) => text.trim()))].filter((text) => text.length >= SHORTEST)
  return distinct.filter((text) =>
    [text, JSON.stringify(text).slice(1, -1)].some((form) => all.includes(form)),
  )
}
