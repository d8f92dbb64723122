import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { playAnswerFor } from '../../play/play-error.ts'
import type { Journal } from '../wire/journal.ts'
import type { Misbehaviours } from './create-misbehaviours.ts'
import { Misbehaviour } from './misbehaviour.ts'

const MisbehaveBody = z.strictObject({ misbehaviours: z.array(Misbehaviour).min(1) })

/** Lets somebody beside a running server tell its model to misbehave, and see what it was asked. */
export const misbehaveRoutes = (
  app: FastifyInstance,
  { misbehaviours, journal }: { readonly misbehaviours: Misbehaviours; readonly journal: Journal },
): void => {
  app.setErrorHandler((error, _request, reply) => {
    const { status, json } = playAnswerFor(error)
    return reply.code(status).send(json)
  })
  app.get('/play/misbehave', () => ({ misbehaviours: misbehaviours.all() }))
  app.post('/play/misbehave', (request) => {
    misbehaviours.add(MisbehaveBody.parse(request.body ?? {}).misbehaviours)
    return { misbehaviours: misbehaviours.all() }
  })
  app.delete('/play/misbehave', () => {
    misbehaviours.clear()
    return { misbehaviours: [] }
  })
  app.get('/play/requests', () => ({ requests: journal.all() }))
}
