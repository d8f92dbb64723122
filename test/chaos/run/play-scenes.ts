import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Act, Scene, Trouble } from '../schedule/schedule.ts'
import type { PlayedWorkspace, PlayState } from './start-workspace.ts'

const Started = z.object({ conversation_id: z.string(), source_id: z.string() })
const Acted = z.object({ entry_id: z.string().nullable() }).optional()

/** What was played: conversations by the numbers of their scenes, and how many faults were laid. */
export type Played = { readonly conversations: readonly string[]; readonly faultsLaid: number }

/** Who stands for `$maya`, `$tom` and `$bot`. */
type Cast = Readonly<Record<string, string>>

/** Plays every scene at its time; done when the last act is over. */
export async function playScenes(workspace: PlayedWorkspace, scenes: readonly Scene[]): Promise<Played> {
  const state = await workspace.state()
  const stage = { workspace, cast: castOf(state), contacts: state.contacts.map(({ id }) => id) }
  const began = performance.now()
  const until = (atMs: number) => wait(Math.max(0, began + atMs - performance.now()))
  const played = await Promise.all(scenes.map((scene) => playScene(stage, scene, until)))
  return {
    conversations: played.map(({ id }) => id),
    faultsLaid: played.reduce((sum, { faultsLaid }) => sum + faultsLaid, 0),
  }
}

function castOf({ admins, bot_admin_id }: PlayState): Cast {
  const named = (name: string) => admins.find((one) => one.name?.startsWith(name))?.id ?? ''
  return { $maya: named('Maya'), $tom: named('Tom'), $bot: bot_admin_id }
}

type Stage = {
  readonly workspace: PlayedWorkspace
  readonly cast: Cast
  readonly contacts: readonly string[]
}

async function playScene(stage: Stage, scene: Scene, until: (atMs: number) => Promise<unknown>) {
  const { workspace, contacts } = stage
  await until(scene.startsAtMs)
  const first = { ...scene.first, contact_id: contacts[scene.number % contacts.length] }
  const started = Started.parse(await workspace.play('/conversations', first))
  const id = started.conversation_id
  let newest = started.source_id
  let faultsLaid = 0
  for (const act of scene.acts) {
    await until(scene.startsAtMs + act.atMs)
    const cast = { ...stage.cast, $entry: newest }
    if (act.kind === 'trouble') {
      await workspace.play(
        '/faults',
        withNames({ faults: act.troubles.map((one) => toFault(id, one)) }, cast),
      )
      faultsLaid += act.troubles.length
    } else {
      const acted = Acted.parse(
        await workspace.play(`/conversations/${id}/${act.act}`, withNames(act.body, cast)),
      )
      newest = newestEntry(act, acted?.entry_id) ?? newest
    }
  }
  return { id, faultsLaid }
}

const newestEntry = (act: Act, entryId: string | null | undefined) =>
  act.kind === 'deed' && act.act === 'contact' ? entryId : undefined

/** Names stand alone where an id is meant. */
const withNames = (body: unknown, cast: Cast): unknown =>
  JSON.parse(JSON.stringify(body), (_key, value: unknown) =>
    typeof value === 'string' ? (cast[value] ?? value) : value,
  )

function toFault(id: string, { call, fault }: Trouble) {
  const path = { read: '', write: '/reply', assign: '/parts', tag: '/tags' }[call]
  return {
    match: { method: call === 'read' ? 'GET' : 'POST', path: `^/conversations/${id}${path}$` },
    ...fault,
  }
}
