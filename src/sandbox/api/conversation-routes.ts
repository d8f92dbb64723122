import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { redactEntry } from '../changes/redact-entry.ts'
import { startConversation } from '../changes/start-conversation.ts'
import type { Conversation } from '../conversation.ts'
import type { CallLog } from '../create-call-log.ts'
import type { Workspace } from '../create-workspace.ts'
import { lateMsOf } from '../faults/late-ms.ts'
import { htmlFromText } from '../html/body-html.ts'
import { conversationJson } from '../json/conversation-json.ts'
import { ApiError, notFound } from './api-error.ts'
import { ApiId } from './api-id.ts'
import { findContact, findConversation } from './find-in-workspace.ts'
import { readBody } from './read-body.ts'
import { writtenJson } from './written-json.ts'

// Only the newest parts are readable (OpenAPI 2.16, retrieveConversation).
const MAX_PARTS = 500

const NewConversation = z.object({
  from: z.object({ type: z.enum(['user', 'lead', 'contact']), id: ApiId }),
  body: z.string().min(1),
  created_at: z.int().positive().optional(),
})

const Redaction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('conversation_part'), conversation_id: ApiId, conversation_part_id: ApiId }),
  z.object({ type: z.literal('source'), conversation_id: ApiId, source_id: ApiId }),
])

const readable = (workspace: Workspace, conversation: Conversation) =>
  conversation.parts.filter((part) => part.visibleFromMs <= workspace.now())

type OneConversation = FastifyRequest<{ Params: { id: string }; Querystring: { display_as?: string } }>

const getConversation = (workspace: Workspace, calls: CallLog, request: OneConversation) => {
  const conversation = findConversation(workspace, request.params.id)
  const parts = readable(workspace, conversation)
  calls.addRead(conversation, [conversation.source, ...parts])
  return conversationJson(workspace.company, conversation, {
    parts: parts.slice(-MAX_PARTS),
    form: request.query.display_as === 'plaintext' ? 'text' : 'html',
    totalCount: parts.length,
  })
}

const createConversation = (workspace: Workspace, request: FastifyRequest) => {
  const { from, body, created_at } = readBody(NewConversation, request.body)
  const contact = findContact(workspace, { id: from.id })
  const stamp = workspace.stamp({ createdAt: created_at, visibleAfterMs: lateMsOf(request) })
  const { conversation } = workspace.apply(
    startConversation(
      {
        conversationId: workspace.nextId(),
        contactId: contact.id,
        author: { kind: 'contact', id: contact.id },
        channel: 'chat',
        writing: { bodyHtml: htmlFromText(body), attachments: [] },
      },
      stamp,
    ),
  )
  return {
    type: 'user_message',
    id: stamp.id,
    created_at: stamp.createdAt,
    body,
    message_type: 'inapp',
    conversation_id: conversation.id,
  }
}

const redact = (workspace: Workspace, request: FastifyRequest) => {
  const body = readBody(Redaction, request.body)
  const conversation = workspace.find(body.conversation_id)
  if (!conversation) throw notFound()
  const entryId = body.type === 'source' ? body.source_id : body.conversation_part_id
  const change = redactEntry(conversation, entryId, Math.floor(workspace.now() / 1000))
  if (change) return writtenJson(workspace, workspace.apply(change))
  const known = [conversation.source, ...conversation.parts].some(({ id }) => id === entryId)
  if (known) throw new ApiError(400, 'conversation_part_not_redactable', 'This part can not be redacted')
  throw new ApiError(404, 'conversation_part_or_message_not_found', 'Conversation part or message not found')
}

/** Reading one conversation, a contact starting one, redaction. */
export const conversationRoutes = (app: FastifyInstance, workspace: Workspace, calls: CallLog) => {
  app.get('/conversations/:id', (request: OneConversation) => getConversation(workspace, calls, request))
  app.post('/conversations', (request) => createConversation(workspace, request))
  app.post('/conversations/redact', (request) => redact(workspace, request))
}
