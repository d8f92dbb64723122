import type { Change, Stamp } from './change.ts'
import type { Company } from './company.ts'
import type { Conversation } from './conversation.ts'
import type { Ids } from './create-ids.ts'
import { createFates, type Fates } from './create-fates.ts'
import type { Delivery } from './delivery.ts'
import { inventLibrary } from './library/invent-library.ts'
import type { Library } from './library/library.ts'

/** A label of the workspace. */
export type Tag = { readonly id: string; readonly name: string }

/** Something happened; how its notification is to be delivered. */
export type Happening = { readonly change: Change; readonly delivery: Delivery }

/** When an entry is made, if not now, and when reads show it, if not at once. */
export type StampOptions = {
  /** Unix seconds. */
  readonly createdAt?: number | undefined
  readonly visibleAfterMs?: number | undefined
}

/** The state of the sandbox, in memory: facts are replaced, never changed in place. */
export type Workspace = {
  readonly company: Company
  readonly fates: Fates
  /** What is written down. */
  readonly library: Library
  /** Unix milliseconds. */
  readonly now: () => number
  readonly nextId: () => string
  readonly stamp: (options?: StampOptions) => Stamp
  readonly conversations: () => readonly Conversation[]
  readonly find: (conversationId: string) => Conversation | undefined
  readonly tags: () => readonly Tag[]
  /** The tag of that name, made if there is none: names are unique without regard to case. */
  readonly ensureTag: (name: string) => Tag
  /** Stores a change and tells everybody who listens. */
  readonly apply: (change: Change, delivery?: Delivery) => Change
  readonly remove: (conversation: Conversation, delivery?: Delivery) => void
  readonly listen: (listener: (happening: Happening) => void) => () => void
}

const createTags = (nextId: () => string) => {
  const tags = new Map<string, Tag>()
  return {
    all: () => [...tags.values()],
    ensure: (name: string) => {
      const tag = tags.get(name.toLowerCase()) ?? { id: nextId(), name }
      tags.set(name.toLowerCase(), tag)
      return tag
    },
  }
}

const createStamp =
  (ids: Ids, now: () => number) =>
  (options: StampOptions = {}) => ({
    id: ids.next(),
    createdAt: options.createdAt ?? Math.floor(now() / 1000),
    visibleFromMs: options.visibleAfterMs === undefined ? 0 : now() + options.visibleAfterMs,
  })

const createListeners = () => {
  const listeners = new Set<(happening: Happening) => void>()
  return {
    tell: (happening: Happening) => {
      for (const listener of listeners) listener(happening)
    },
    listen: (listener: (happening: Happening) => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** A workspace without a conversation, for a company that has written some things down. */
export const createWorkspace = (company: Company, ids: Ids, now: () => number = Date.now): Workspace => {
  const conversations = new Map<string, Conversation>()
  const tags = createTags(ids.next)
  const { tell, listen } = createListeners()
  return {
    company,
    fates: createFates(),
    library: inventLibrary(ids, Math.floor(now() / 1000)),
    now,
    nextId: ids.next,
    stamp: createStamp(ids, now),
    conversations: () => [...conversations.values()],
    find: (id) => conversations.get(id),
    tags: tags.all,
    ensureTag: tags.ensure,
    apply: (change, delivery = {}) => {
      conversations.set(change.conversation.id, change.conversation)
      tell({ change, delivery })
      return change
    },
    remove: (conversation, delivery = {}) => {
      conversations.delete(conversation.id)
      tell({ change: { conversation, entry: null, topic: 'conversation.deleted' }, delivery })
    },
    listen,
  }
}
