import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Change, Stamp } from '../change.ts'
import { assignConversation } from '../changes/assign-conversation.ts'
import { setState } from '../changes/set-state.ts'
import { NOTHING_WRITTEN } from '../changes/writing.ts'
import type { Assignee, Conversation } from '../conversation.ts'
import type { CallLog } from '../create-call-log.ts'
import type { Workspace } from '../create-workspace.ts'
import { lateMsOf } from '../faults/late-ms.ts'
import { htmlFromApi } from '../html/body-html.ts'
import { ApiError } from './api-error.ts'
import { ApiId } from './api-id.ts'
import { findAuthor, findConversation } from './find-in-workspace.ts'
import { readBody } from './read-body.ts'
import { writtenJson } from './written-json.ts'

const ManageBody = z.discriminatedUnion('message_type', [
  z.object({
    message_type: z.literal('assignment'),
    type: z.enum(['admin', 'team']),
    admin_id: ApiId,
    assignee_id: ApiId,
    body: z.string().optional(),
  }),
  z.object({
    message_type: z.literal('close'),
    type: z.literal('admin'),
    admin_id: ApiId,
    body: z.string().optional(),
  }),
  z.object({
    message_type: z.literal('snoozed'),
    admin_id: ApiId,
    snoozed_until: z.int().positive(),
  }),
  z.object({ message_type: z.literal('open'), admin_id: ApiId }),
])
type ManageBody = z.infer<typeof ManageBody>

/** The assignee a request names: "0" takes the assignee away; whoever is unknown is an error. */
const assigneeOf = (workspace: Workspace, type: Assignee['type'], id: string): Assignee => {
  if (id === '0') return { type, id: null }
  const { admins, teams } = workspace.company
  const known = type === 'admin' ? admins : teams
  if (known.some((one) => one.id === id)) return { type, id }
  throw new ApiError(404, `${type}_not_found`, `${type === 'admin' ? 'Admin' : 'Team'} not found`)
}

const textOf = (body: { readonly body?: string | undefined }) => ({
  bodyHtml: htmlFromApi(body.body ?? ''),
  attachments: [],
})

const manage = (workspace: Workspace, conversation: Conversation, body: ManageBody, stamp: Stamp): Change => {
  const { id } = findAuthor(workspace, body.admin_id)
  const by = { kind: 'admin', id } as const
  switch (body.message_type) {
    case 'assignment': {
      const to = assigneeOf(workspace, body.type, body.assignee_id)
      return assignConversation(conversation, { by, to, writing: textOf(body) }, stamp)
    }
    case 'close':
      return setState(conversation, { kind: 'close', by, writing: textOf(body) }, stamp)
    case 'snoozed':
      return setState(conversation, { kind: 'snoozed', by, untilS: body.snoozed_until }, stamp)
    case 'open':
      return setState(conversation, { kind: 'open', by, writing: NOTHING_WRITTEN }, stamp)
  }
}

/** `POST /conversations/{id}/parts`: assign, close, snooze, open. */
export const manageRoutes = (app: FastifyInstance, workspace: Workspace, calls: CallLog) => {
  app.post('/conversations/:id/parts', (request: FastifyRequest<{ Params: { id: string } }>) => {
    const conversation = findConversation(workspace, request.params.id)
    const body = readBody(ManageBody, request.body)
    const stamp = workspace.stamp({ visibleAfterMs: lateMsOf(request) })
    const change = workspace.apply(manage(workspace, conversation, body, stamp))
    calls.addWrite(conversation, stamp.id)
    return writtenJson(workspace, change)
  })
}
