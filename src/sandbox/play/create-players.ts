import type { z } from 'zod'
import type { Change, Stamp } from '../change.ts'
import { addAdminReply } from '../changes/add-admin-reply.ts'
import { addContactReply } from '../changes/add-contact-reply.ts'
import { addFin } from '../changes/add-fin.ts'
import { assignConversation } from '../changes/assign-conversation.ts'
import { convertToTicket } from '../changes/convert-to-ticket.ts'
import { redactEntry } from '../changes/redact-entry.ts'
import { setState } from '../changes/set-state.ts'
import { NOTHING_WRITTEN } from '../changes/writing.ts'
import type { Conversation } from '../conversation.ts'
import type { Workspace } from '../create-workspace.ts'
import type { Delivery } from '../delivery.ts'
import { htmlFromText } from '../html/body-html.ts'
import { actor, assignee, contactAuthor } from './find-player.ts'
import type {
  AdminBody,
  AssignBody,
  ContactBody,
  ConvertBody,
  FinBody,
  RedactBody,
  SnoozeBody,
  StateBody,
} from './play-bodies.ts'
import { PlayError } from './play-error.ts'
import { written } from './written.ts'

const HOUR_S = 3_600

type Timed = { readonly deliver: Delivery; readonly created_at?: number | undefined }

const stampOf = (workspace: Workspace, { deliver, created_at }: Timed): Stamp =>
  workspace.stamp({ createdAt: created_at, visibleAfterMs: deliver.visible_after_ms })

const nowS = (workspace: Workspace) => Math.floor(workspace.now() / 1000)

/**
 * The text of a teammate's reply rides on a close or an assignment made in the same action, and on the part that
 * reopens a closed conversation: then no comment exists anywhere (reference, 1.6).
 */
const adminChange = (workspace: Workspace, before: Conversation, body: z.infer<typeof AdminBody>): Change => {
  const stamp = stampOf(workspace, body)
  const by = actor(workspace, body.admin_id)
  const writing = written(body)
  const riding = body.with
  if (riding && 'close' in riding) return setState(before, { kind: 'close', by, writing }, stamp)
  if (riding)
    return assignConversation(before, { by, to: assignee(workspace, riding.assign), writing }, stamp)
  if (body.kind === 'comment' && before.state === 'closed')
    return setState(before, { kind: 'open', by, writing }, stamp)
  return addAdminReply(before, { adminId: body.admin_id, kind: body.kind, writing, replyOptions: [] }, stamp)
}

/** What people, workflows and Fin do in a conversation that is there, each as one change. */
export const createPlayers = (workspace: Workspace) => ({
  contact: (before: Conversation, body: z.infer<typeof ContactBody>) => {
    const { id: contactId } = contactAuthor(workspace, body.contact_id ?? before.contactId)
    const reply = { contactId, writing: written(body), chosenOption: null }
    return addContactReply(before, reply, stampOf(workspace, body))
  },
  admin: (before: Conversation, body: z.infer<typeof AdminBody>) => adminChange(workspace, before, body),
  assign: (before: Conversation, body: z.infer<typeof AssignBody>) => {
    const by = actor(workspace, body.by_admin_id)
    return assignConversation(
      before,
      { by, to: assignee(workspace, body), writing: NOTHING_WRITTEN },
      stampOf(workspace, body),
    )
  },
  close: (before: Conversation, body: z.infer<typeof StateBody>) =>
    setState(
      before,
      { kind: 'close', by: actor(workspace, body.by_admin_id), writing: NOTHING_WRITTEN },
      stampOf(workspace, body),
    ),
  open: (before: Conversation, body: z.infer<typeof StateBody>) =>
    setState(
      before,
      { kind: 'open', by: actor(workspace, body.by_admin_id), writing: NOTHING_WRITTEN },
      stampOf(workspace, body),
    ),
  snooze: (before: Conversation, body: z.infer<typeof SnoozeBody>) => {
    const untilS = body.snoozed_until ?? nowS(workspace) + HOUR_S
    return setState(
      before,
      { kind: 'snoozed', by: actor(workspace, body.by_admin_id), untilS },
      stampOf(workspace, body),
    )
  },
  convert: (before: Conversation, _body: z.infer<typeof ConvertBody>) =>
    convertToTicket(before, { id: workspace.nextId(), number: workspace.nextId() }),
  redact: (before: Conversation, body: z.infer<typeof RedactBody>) => {
    const change = redactEntry(before, body.entry_id, nowS(workspace))
    if (!change) throw new PlayError(404, `There is no entry ${body.entry_id} that can be redacted`)
    return change
  },
  fin: (before: Conversation, body: z.infer<typeof FinBody>) => {
    const turn = { bodyHtml: htmlFromText(body.body ?? ''), resolutionState: body.resolution_state }
    return addFin(before, turn, stampOf(workspace, body))
  },
})
