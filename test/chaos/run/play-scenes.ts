import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Act, Scene, Trouble } from '../schedule/schedule.ts'
import type { PlayedWorkspace, PlayState } from './start-workspace.ts'

const Started = z.object({ conversation_id: z.string(), source_id: z.string() })
const Acted = z.object({ entry_id: z.string().nullable() }).optional()

/** What was played. */
export type Played = {
  /** Conversations by the numbers of their scenes. */
  readonly conversations: readonly string[]
  readonly faultsLaid: number
  /** What contacts wrote, by the id of the entry: the workspace forgets what is redacted. */
  readonly said: Readonly<Record<string, string>>
}

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
    said: Object.fromEntries(played.flatMap(({ said }) => [...said])),
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
  await until(scene.startsAtMs)
  const { id, sourceId } = await begin(stage, scene)
  const said = new Map([[sourceId, scene.first.body]])
  for (const act of scene.acts) {
    await until(scene.startsAtMs + act.atMs)
    const $entry = [...said.keys()].at(-1) ?? sourceId
    const entryId = await playAct({ ...stage, cast: { ...stage.cast, $entry } }, id, act)
    const words = contactWords(act)
    if (entryId && words !== undefined) said.set(entryId, words)
  }
  return { id, said, faultsLaid: countFaults(scene) }
}

async function begin({ workspace, contacts }: Stage, { first, number }: Scene) {
  const body = { ...first, contact_id: contacts[number % contacts.length] }
  const started = Started.parse(await workspace.play('/conversations', body))
  return { id: started.conversation_id, sourceId: started.source_id }
}

/** Answers the entry that it made, if any. */
async function playAct({ workspace, cast }: Stage, id: string, act: Act): Promise<string | undefined> {
  if (act.kind === 'trouble') {
    await workspace.play('/faults', withNames({ faults: act.troubles.map((one) => toFault(id, one)) }, cast))
    return undefined
  }
  const acted = await workspace.play(`/conversations/${id}/${act.act}`, withNames(act.body, cast))
  return Acted.parse(acted)?.entry_id ?? undefined
}

const countFaults = ({ acts }: Scene): number =>
  acts.reduce((sum, act) => sum + (act.kind === 'trouble' ? act.troubles.length : 0), 0)

/** Absent: it was not the contact who did something. */
const contactWords = (act: Act): string | undefined =>
  act.kind === 'deed' && act.act === 'contact' ? String(act.body['body']) : undefined

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
