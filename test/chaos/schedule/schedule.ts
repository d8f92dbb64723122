import type { DeathOrder } from '../service/create-steps.ts'

/** How the webhook of an act reaches the service; as the sandbox's play API takes it. */
export type Deliver = {
  readonly times?: number
  readonly delay_ms?: number
  readonly drop?: boolean
  readonly visible_after_ms?: number
}

/** What a contact writes. */
export type Says = {
  readonly body: string
  readonly attachments?: readonly { readonly name: string; readonly url: string }[]
}

/** Something that somebody does in a conversation: the play API's name of it, and its body. `$maya` and the like stand for ids. */
export type Deed = {
  readonly act: 'contact' | 'admin' | 'assign' | 'close' | 'open' | 'snooze' | 'redact' | 'delete'
  readonly body: Readonly<Record<string, unknown>>
}

/** What goes wrong with one of the next API calls about the conversation; see the sandbox's faults. */
export type Trouble = {
  readonly call: 'read' | 'write' | 'assign' | 'tag'
  readonly fault: Readonly<Record<string, unknown>>
}

export type Act =
  | ({ readonly kind: 'deed'; readonly atMs: number } & Deed)
  | { readonly kind: 'trouble'; readonly atMs: number; readonly troubles: readonly Trouble[] }

/** One conversation from its first message on; times in milliseconds since its start. */
export type Scene = {
  readonly number: number
  readonly startsAtMs: number
  readonly first: Says & { readonly deliver: Deliver }
  readonly acts: readonly Act[]
}

/** How long an instance lives after it is ready, and where it is to die if it gets there. */
export type Launch = { readonly order?: DeathOrder; readonly livesMs: number }

/** Everything that is going to happen, drawn from one seed. */
export type Schedule = {
  readonly seed: number
  readonly scenes: readonly Scene[]
  readonly launches: readonly Launch[]
  readonly databaseRestartsAtMs: readonly number[]
}

/** How many webhooks are lost, doubled, late, or come before a read shows what they tell of. */
export const countOddWebhooks = ({ scenes }: Schedule): number =>
  scenes.reduce((sum, { first, acts }) => {
    const others = acts.map((act) => (act.kind === 'deed' ? act.body['deliver'] : undefined))
    return sum + [first.deliver, ...others].filter(isOdd).length
  }, 0)

const isOdd = (deliver: unknown): boolean =>
  typeof deliver === 'object' && deliver !== null && Object.keys(deliver).length > 0
