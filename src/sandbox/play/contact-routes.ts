import type { FastifyInstance, FastifyRequest } from 'fastify'
import { moveToContact } from '../changes/move-to-contact.ts'
import type { Contact } from '../company.ts'
import type { Workspace } from '../create-workspace.ts'
import type { Webhooks } from '../webhooks/create-webhooks.ts'
import { contactNotification, type ContactNews } from '../webhooks/contact-notification.ts'
import { DeleteBody, MergeBody } from './play-bodies.ts'
import { PlayError } from './play-error.ts'

type OneOf = FastifyRequest<{ Params: { id: string } }>

const findContact = ({ company, fates }: Workspace, id: string): Contact => {
  const contact = company.contacts.find((one) => one.id === id)
  if (!contact || fates.of(id)?.kind === 'deleted') throw new PlayError(404, `There is no contact ${id}`)
  return contact
}

const conversationsOf = ({ conversations }: Workspace, contactId: string) =>
  conversations().filter((one) => one.contactId === contactId)

/** How contacts come to an end. A deletion takes their conversations along, without a word about each (reference, 12). */
export const contactRoutes = (
  app: FastifyInstance,
  { workspace, webhooks }: { readonly workspace: Workspace; readonly webhooks: Webhooks },
) => {
  const tell = (news: ContactNews, deliver: DeleteBody['deliver']) => {
    webhooks.tell(contactNotification(workspace, news), deliver)
    return { contact_id: news.contact.id }
  }
  app.post('/play/contacts/:id/delete', (request: OneOf) => {
    const contact = findContact(workspace, request.params.id)
    const { deliver } = DeleteBody.parse(request.body ?? {})
    workspace.fates.set(contact.id, { kind: 'deleted' })
    for (const one of conversationsOf(workspace, contact.id)) workspace.remove(one, { drop: true })
    return tell({ topic: 'contact.deleted', contact }, deliver)
  })
  app.post('/play/contacts/:id/archive', (request: OneOf) => {
    const contact = findContact(workspace, request.params.id)
    workspace.fates.set(contact.id, { kind: 'archived' })
    return tell({ topic: 'contact.archived', contact }, DeleteBody.parse(request.body ?? {}).deliver)
  })
  app.post('/play/contacts/:id/merge', (request: OneOf) => {
    const { id } = findContact(workspace, request.params.id)
    const body = MergeBody.parse(request.body ?? {})
    const contact = findContact(workspace, body.into)
    workspace.fates.set(id, { kind: 'merged', into: contact.id })
    for (const one of conversationsOf(workspace, id)) workspace.apply(moveToContact(one, contact.id))
    return tell({ topic: 'contact.merged', contact, mergedFrom: id }, body.deliver)
  })
}
