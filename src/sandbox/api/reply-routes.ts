import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Change, Stamp } from '../change.ts'
import { addAdminReply } from '../changes/add-admin-reply.ts'
import { addContactReply } from '../changes/add-contact-reply.ts'
import type { Attachment, Conversation } from '../conversation.ts'
import type { CallLog } from '../create-call-log.ts'
import type { Workspace } from '../create-workspace.ts'
import { lateMsOf } from '../faults/late-ms.ts'
import { htmlFromApi, htmlFromText } from '../html/body-html.ts'
import { ApiError } from './api-error.ts'
import { ApiId } from './api-id.ts'
import { findAuthor, findContact, findConversation } from './find-in-workspace.ts'
import { readBody } from './read-body.ts'
import { writtenJson } from './written-json.ts'

const ReplyOption = z.object({ text: z.string(), uuid: z.string() })
const AttachmentFile = z.object({ content_type: z.string(), data: z.string(), name: z.string() })

const common = {
  body: z.string().optional(),
  attachment_urls: z.array(z.url()).max(10).default([]),
  attachment_files: z.array(AttachmentFile).max(10).default([]),
  reply_options: z.array(ReplyOption).default([]),
  created_at: z.int().positive().optional(),
  skip_notifications: z.boolean().optional(),
}

const AdminReplyBody = z.object({
  ...common,
  type: z.literal('admin'),
  message_type: z.enum(['comment', 'note', 'quick_reply']),
  admin_id: ApiId,
})

const ContactReplyBody = z.object({
  ...common,
  type: z.literal('user'),
  message_type: z.enum(['comment', 'quick_reply']),
  intercom_user_id: ApiId.optional(),
  user_id: ApiId.optional(),
  email: z.string().optional(),
})

const ReplyBody = z.discriminatedUnion('type', [AdminReplyBody, ContactReplyBody])
type ReplyBody = z.infer<typeof ReplyBody>

const attachmentsOf = (body: ReplyBody): Attachment[] => [
  ...body.attachment_urls.map((url) => ({
    name: new URL(url).pathname.slice(1) || url,
    url,
    contentType: 'image/png',
  })),
  ...body.attachment_files.map(({ name, content_type }) => ({
    name,
    url: `https://downloads.intercomcdn.com/sandbox/${encodeURIComponent(name)}`,
    contentType: content_type,
  })),
]

const isEmpty = (body: ReplyBody) =>
  body.message_type !== 'quick_reply' && !body.body?.trim() && attachmentsOf(body).length === 0

const addReply = (
  workspace: Workspace,
  conversation: Conversation,
  body: ReplyBody,
  stamp: Stamp,
): Change => {
  const attachments = attachmentsOf(body)
  if (body.type === 'admin') {
    const { id: adminId } = findAuthor(workspace, body.admin_id)
    const writing = { bodyHtml: htmlFromApi(body.body ?? ''), attachments }
    const reply = { adminId, kind: body.message_type, writing, replyOptions: body.reply_options }
    return addAdminReply(conversation, reply, stamp)
  }
  const contact = findContact(workspace, {
    id: body.intercom_user_id,
    email: body.email,
    externalId: body.user_id,
  })
  const [chosen] = body.reply_options
  const writing = { bodyHtml: htmlFromText(chosen?.text ?? body.body ?? ''), attachments }
  return addContactReply(
    conversation,
    { contactId: contact.id, writing, chosenOption: chosen?.uuid ?? null },
    stamp,
  )
}

/** `POST /conversations/{id}/reply`: comments, notes and quick replies of admins, comments of contacts. */
export const replyRoutes = (app: FastifyInstance, workspace: Workspace, calls: CallLog) => {
  app.post('/conversations/:id/reply', (request: FastifyRequest<{ Params: { id: string } }>) => {
    const conversation = findConversation(workspace, request.params.id)
    const body = readBody(ReplyBody, request.body)
    if (isEmpty(body)) throw new ApiError(400, 'parameter_not_found', 'body is required')
    const stamp = workspace.stamp({ createdAt: body.created_at, visibleAfterMs: lateMsOf(request) })
    const change = workspace.apply(addReply(workspace, conversation, body, stamp))
    calls.addWrite(conversation, stamp.id)
    return writtenJson(workspace, change)
  })
}
