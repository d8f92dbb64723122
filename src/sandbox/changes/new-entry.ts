import type { Stamp } from '../change.ts'
import type { Author, ConversationState, Entry, EntryKind } from '../conversation.ts'

type Given = Partial<Entry> & {
  readonly kind: EntryKind
  readonly author: Author
  readonly stateAfter: ConversationState
}

/** An entry with everything it doesn't say left empty. */
export const newEntry = (given: Given, stamp: Stamp): Entry => ({
  bodyHtml: null,
  attachments: [],
  replyOptions: [],
  chosenOption: null,
  assignedTo: null,
  redacted: false,
  ...given,
  ...stamp,
  updatedAt: stamp.createdAt,
})
