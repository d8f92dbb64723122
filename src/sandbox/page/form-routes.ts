import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Workspace } from '../create-workspace.ts'
import { createPlayers } from '../play/create-players.ts'
import { findPlayed } from '../play/find-player.ts'
import { AdminBody, AssignBody, ContactBody, SnoozeBody, StartBody, StateBody } from '../play/play-bodies.ts'
import { playStart } from '../play/play-start.ts'

const WriteForm = z.object({
  contact: z.string(),
  conversation: z.string(),
  admin: z.string(),
  body: z.string(),
  suggested: z.string().optional(),
  image: z.literal('yes').optional(),
})

const AnswerForm = z.object({
  conversation: z.string(),
  admin: z.string(),
  kind: z.enum(['comment', 'note']),
  body: z.string(),
  /** Absent where a form is sent without one of its buttons. */
  after: z.enum(['stay', 'close']).default('stay'),
})

const ManageForm = z.object({
  conversation: z.string(),
  admin: z.string(),
  action: z.enum(['bot', 'close', 'open', 'snooze', 'assign']),
  assignee: z.string(),
})
type ManageForm = z.infer<typeof ManageForm>

const back = (form: { conversation: string; admin: string }, view: string) =>
  `/?${new URLSearchParams({ conversation: form.conversation, admin: form.admin, view })}`

/** A contact writes from the page: starts a conversation or goes on with one. Answers its id. */
const write = (workspace: Workspace, form: z.infer<typeof WriteForm>, origin: string) => {
  const picture = { name: 'receipt.png', url: `${origin}/page/receipt.png`, content_type: 'image/png' }
  const typed = { body: form.suggested ?? form.body, attachments: form.image ? [picture] : [] }
  if (typed.body.trim() === '' && !form.image) return form.conversation
  if (form.conversation === '') {
    return playStart(workspace, StartBody.parse({ ...typed, contact_id: form.contact })).conversation_id
  }
  const before = findPlayed(workspace, form.conversation)
  workspace.apply(createPlayers(workspace).contact(before, ContactBody.parse(typed)))
  return before.id
}

const answer = (workspace: Workspace, form: z.infer<typeof AnswerForm>) => {
  const before = findPlayed(workspace, form.conversation)
  const riding = form.after === 'close' && form.kind === 'comment' ? { with: { close: true } } : {}
  const body = AdminBody.parse({ admin_id: form.admin, kind: form.kind, body: form.body, ...riding })
  const players = createPlayers(workspace)
  const { conversation } = workspace.apply(players.admin(before, body))
  if (form.after !== 'close' || form.kind !== 'note') return
  workspace.apply(players.close(conversation, StateBody.parse({ by_admin_id: form.admin })))
}

const nobody = { type: 'admin', id: '0' }

const assignmentsOf = (workspace: Workspace, { action, assignee, conversation }: ManageForm) => {
  const { botAdminId } = workspace.company
  if (action === 'bot') return [{ type: 'admin', id: botAdminId }]
  if (action !== 'assign') return []
  if (assignee === 'nobody') return [nobody, { type: 'team', id: '0' }]
  const [type, id] = assignee.split(':')
  // A person who had the conversation doesn't keep it when a team gets it.
  const leaves = type === 'team' && findPlayed(workspace, conversation).adminAssigneeId !== null
  return [...(leaves ? [nobody] : []), { type, id }]
}

const manage = (workspace: Workspace, form: ManageForm) => {
  const players = createPlayers(workspace)
  const by = { by_admin_id: form.admin }
  const now = () => findPlayed(workspace, form.conversation)
  if (form.action === 'close') workspace.apply(players.close(now(), StateBody.parse(by)))
  if (form.action === 'open') workspace.apply(players.open(now(), StateBody.parse(by)))
  if (form.action === 'snooze') workspace.apply(players.snooze(now(), SnoozeBody.parse(by)))
  for (const to of assignmentsOf(workspace, form)) {
    workspace.apply(players.assign(now(), AssignBody.parse({ ...by, ...to })))
  }
}

/** What the page's forms post to; every answer leads back to the page, with or without its script. */
export const formRoutes = (app: FastifyInstance, workspace: Workspace) => {
  app.post('/page/write', (request, reply) => {
    const form = WriteForm.parse(request.body)
    const conversation = write(workspace, form, `${request.protocol}://${request.host}`) || 'new'
    return reply.redirect(back({ ...form, conversation }, 'messenger'), 303)
  })
  app.post('/page/answer', (request, reply) => {
    const form = AnswerForm.parse(request.body)
    answer(workspace, form)
    return reply.redirect(back(form, 'thread'), 303)
  })
  app.post('/page/manage', (request, reply) => {
    const form = ManageForm.parse(request.body)
    manage(workspace, form)
    return reply.redirect(back(form, 'thread'), 303)
  })
}
