import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { tagConversation, untagConversation } from '../changes/tag-conversation.ts'
import type { Workspace } from '../create-workspace.ts'
import { tagJson } from '../json/tag-json.ts'
import { ApiError } from './api-error.ts'
import { ApiId } from './api-id.ts'
import { findAuthor, findConversation } from './find-in-workspace.ts'
import { readBody } from './read-body.ts'

const NewTag = z.object({ name: z.string().trim().min(1) })
const Tagging = z.object({ id: ApiId, admin_id: ApiId })
const Untagging = z.object({ admin_id: ApiId })

const tagNotFound = () => new ApiError(404, 'tag_not_found', 'Tag not found')

type Path = FastifyRequest<{ Params: { id: string; tagId: string } }>

const attach = (workspace: Workspace, request: Path) => {
  const conversation = findConversation(workspace, request.params.id)
  const body = readBody(Tagging, request.body)
  const tag = workspace.tags().find(({ id }) => id === body.id)
  if (!tag) throw tagNotFound()
  const { id: adminId } = findAuthor(workspace, body.admin_id)
  const applied = { ...tag, appliedAt: Math.floor(workspace.now() / 1000), adminId }
  workspace.apply(tagConversation(conversation, applied))
  return tagJson(applied)
}

const detach = (workspace: Workspace, request: Path) => {
  const conversation = findConversation(workspace, request.params.id)
  const body = readBody(Untagging, request.body)
  findAuthor(workspace, body.admin_id)
  const tag = conversation.tags.find(({ id }) => id === request.params.tagId)
  if (!tag) throw tagNotFound()
  workspace.apply(untagConversation(conversation, tag.id))
  return tagJson(tag)
}

/** Tags of the workspace, and putting them on conversations: a tag must exist before it is used (reference, 3). */
export const tagRoutes = (app: FastifyInstance, workspace: Workspace) => {
  const plain = (tag: { readonly id: string; readonly name: string }) => ({ type: 'tag', ...tag })
  app.get('/tags', () => ({ type: 'list', data: workspace.tags().map(plain) }))
  app.post('/tags', (request) => plain(workspace.ensureTag(readBody(NewTag, request.body).name)))
  app.post('/conversations/:id/tags', (request: Path) => attach(workspace, request))
  app.delete('/conversations/:id/tags/:tagId', (request: Path) => detach(workspace, request))
}
