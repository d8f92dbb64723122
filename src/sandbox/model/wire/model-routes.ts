import { timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Misbehaviours } from '../misbehaviour/create-misbehaviours.ts'
import { isEmbeddingTrouble, type Misbehaviour } from '../misbehaviour/misbehaviour.ts'
import { refuse, wrongKey } from '../misbehaviour/refuse.ts'
import { spoilEmbeddings } from '../misbehaviour/spoil-embeddings.ts'
import { say, sayNothing } from '../misbehaviour/say-wrongly.ts'
import { fillForm } from '../rules/fill-form.ts'
import { ChatBody, chosenTool, contentOf, knownTool, promptOf } from './chat-body.ts'
import { completionJson, type Said } from './completion-json.ts'
import { countTokens, createPromptCache } from './count-tokens.ts'
import { EmbeddingsBody, embeddingsJson, inputsOf } from './embeddings.ts'
import type { Journal } from './journal.ts'
import { badRequest, ModelError, modelAnswerFor } from './model-error.ts'
import { type Watched, watchRequest } from './watch-request.ts'

export type ModelParts = {
  readonly apiKey: string
  readonly misbehaviours: Misbehaviours
  readonly journal: Journal
}

const MODELS = ['scripted-strong', 'scripted-fast', 'scripted-embedding']

/** The OpenAI API as far as Firstline uses it. */
export const modelRoutes = (app: FastifyInstance, parts: ModelParts): void => {
  const watched = new WeakMap<FastifyRequest, Watched>()
  app.addHook('onRequest', async (request, reply) => {
    watched.set(request, watchRequest(parts.journal, request, reply))
    if (!isKey(request.headers.authorization ?? '', parts.apiKey)) throw wrongKey()
  })
  app.setErrorHandler((error, _request, reply) => {
    const { status, json } = modelAnswerFor(error)
    return reply.code(status).send(json)
  })
  app.get('/v1/models', () => ({
    object: 'list',
    data: MODELS.map((id) => ({ id, object: 'model', created: 1_767_225_600, owned_by: 'sandbox' })),
  }))
  const [complete, embed] = [createComplete(parts), createEmbed(parts)]
  app.post('/v1/chat/completions', (request, reply) =>
    complete(request.body, { seen: watched.get(request), reply }),
  )
  app.post('/v1/embeddings', (request, reply) => embed(request.body, { seen: watched.get(request), reply }))
}

/** A request that is being answered. */
type Under = { readonly seen: Watched | undefined; readonly reply: FastifyReply }

const createComplete = ({ misbehaviours }: ModelParts) => {
  const cachedTokensOf = createPromptCache()
  return async (sent: unknown, under: Under) => {
    const body = ChatBody.parse(sent ?? {})
    const messages = body.messages.map(contentOf)
    const messageSizes = messages.map((text) => text.length)
    under.seen?.note({ model: body.model, tool: chosenTool(body), messageSizes })
    if (body.stream) throw badRequest('The scripted model does not stream: leave out "stream".')
    const [tool, prompt] = [knownTool(body), promptOf(body)]
    const misbehaviour = misbehaviours.take({ tool, text: messages.join('\n') })
    await misbehave(misbehaviour, under)
    const said: Said = tool
      ? say(fillForm(tool, prompt), misbehaviour, prompt)
      : (sayNothing(misbehaviour?.does) ?? { finishReason: 'stop', content: 'I only fill in forms.' })
    const promptTokens = countTokens(messages.join('\n') + JSON.stringify(body.tools ?? ''))
    return completionJson(body.model, said, { promptTokens, cachedTokens: cachedTokensOf(prompt.system) })
  }
}

const createEmbed =
  ({ misbehaviours }: ModelParts) =>
  async (sent: unknown, under: Under) => {
    const body = EmbeddingsBody.parse(sent ?? {})
    const texts = inputsOf(body)
    under.seen?.note({ model: body.model, messageSizes: texts.map((text) => text.length) })
    const misbehaviour = misbehaviours.take({ tool: 'embeddings', text: texts.join('\n') })
    await misbehave(misbehaviour, under)
    const json = embeddingsJson(body)
    const does = misbehaviour?.does
    if (does === 'refused_text') throw badRequest('An input is longer than this model takes.')
    if (does === 'html') return under.reply.type('text/html').send('<html><body>Sign in first.</body></html>')
    return does && isEmbeddingTrouble(does) ? spoilEmbeddings(does, json) : json
  }

const isKey = (authorization: string, apiKey: string): boolean => {
  const [given, expected] = [Buffer.from(authorization), Buffer.from(`Bearer ${apiKey}`)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** What goes wrong before there is an answer: it comes late, or not at all. */
const misbehave = async (misbehaviour: Misbehaviour | undefined, { seen, reply }: Under): Promise<void> => {
  if (misbehaviour) seen?.note({ misbehaved: misbehaviour.does })
  if (misbehaviour?.delay_ms !== undefined) await waitFor(misbehaviour.delay_ms, seen?.closed)
  refuse(misbehaviour, reply)
}

/** Nobody reads the answer to a client that hung up; waiting on would only keep the server from closing. */
const waitFor = async (ms: number, closed: AbortSignal | undefined): Promise<void> => {
  try {
    await sleep(ms, undefined, closed ? { signal: closed } : {})
  } catch {
    throw new ModelError(499, 'client_closed', null, 'The client hung up.')
  }
}
