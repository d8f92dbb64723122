import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Workspace } from '../create-workspace.ts'
import { adminJson, contactJson, meJson, teamJson } from '../json/people-json.ts'
import { ApiError, errorJson, notFound } from './api-error.ts'
import { searchContacts } from './search-contacts.ts'

type OneOf = FastifyRequest<{ Params: { id: string } }>

/** Since 2.16 a contact that was merged away is gone for good, and says where it went (reference, 5). */
const sendMerged = (reply: FastifyReply, into: string) =>
  reply
    .code(410)
    .header('Link', `</contacts/${into}>; rel="canonical"`)
    .send(errorJson([{ code: 'contact_merged', message: 'This contact was merged into another one' }]))

/** The token's owner, teammates, teams and customers. */
export const peopleRoutes = (app: FastifyInstance, workspace: Workspace) => {
  const { company } = workspace
  const startedAtS = Math.floor(workspace.now() / 1000)
  app.get('/me', () => meJson(company, startedAtS))
  app.get('/admins', () => ({ type: 'admin.list', admins: company.admins.map(adminJson) }))
  app.get('/admins/:id', (request: OneOf) => {
    const admin = company.admins.find(({ id }) => id === request.params.id)
    if (!admin) throw new ApiError(404, 'admin_not_found', 'Admin not found')
    return adminJson(admin)
  })
  app.get('/teams', () => ({ type: 'team.list', teams: company.teams.map(teamJson) }))
  app.get('/teams/:id', (request: OneOf) => {
    const team = company.teams.find(({ id }) => id === request.params.id)
    if (!team) throw new ApiError(404, 'team_not_found', 'Team not found')
    return teamJson(team)
  })
  app.get('/contacts/:id', (request: OneOf, reply) => {
    const contact = company.contacts.find(({ id }) => id === request.params.id)
    const fate = workspace.fates.of(request.params.id)
    if (!contact || fate?.kind === 'deleted') throw notFound()
    if (fate?.kind === 'merged') return sendMerged(reply, fate.into)
    return contactJson(company, contact, startedAtS)
  })
  app.post('/contacts/search', (request) => searchContacts(workspace, request.body, startedAtS))
}
