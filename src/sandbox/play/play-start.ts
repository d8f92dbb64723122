import type { z } from 'zod'
import { assignConversation } from '../changes/assign-conversation.ts'
import { startConversation } from '../changes/start-conversation.ts'
import { NOTHING_WRITTEN } from '../changes/writing.ts'
import type { Workspace } from '../create-workspace.ts'
import { actor, assignee, contactAuthor } from './find-player.ts'
import type { StartBody } from './play-bodies.ts'
import { written } from './written.ts'

/** A contact, or a teammate to a contact, starts a conversation; a workflow may assign it at once. */
export const playStart = (workspace: Workspace, body: z.infer<typeof StartBody>) => {
  const contact = contactAuthor(workspace, body.contact_id)
  const author = body.initiated_by_admin === undefined ? contact : actor(workspace, body.initiated_by_admin)
  const to = body.assign_on_arrival && assignee(workspace, body.assign_on_arrival)
  const { conversation } = workspace.apply(
    startConversation(
      {
        conversationId: workspace.nextId(),
        contactId: contact.id,
        author,
        channel: body.channel,
        writing: written(body),
      },
      workspace.stamp({ createdAt: body.created_at, visibleAfterMs: body.deliver.visible_after_ms }),
    ),
    body.deliver,
  )
  if (to) {
    const stamp = workspace.stamp({ createdAt: body.created_at })
    workspace.apply(
      assignConversation(conversation, { by: { kind: 'workflow' }, to, writing: NOTHING_WRITTEN }, stamp),
      body.deliver,
    )
  }
  return { conversation_id: conversation.id, source_id: conversation.source.id }
}
