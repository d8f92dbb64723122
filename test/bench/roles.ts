import { z } from 'zod'

/** What the processes of the bench ask of each other. */

/** `load.ts`: knocks at a port with signed notifications. */
export const LoadAsk = z.object({
  port: z.number(),
  appId: z.string(),
  clientSecret: z.string(),
  connections: z.number(),
  warmUpSeconds: z.number(),
  saturationSeconds: z.number(),
  steadyPerSecond: z.number(),
  steadySeconds: z.number(),
})
export type LoadAsk = z.infer<typeof LoadAsk>

export const LoadAnswer = z.object({
  /** Acknowledged per second with every connection always busy. */
  perSecond: z.number(),
  saturatedP99Ms: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Answers other than 200. */
  refused: z.number(),
})
export type LoadAnswer = z.infer<typeof LoadAnswer>

/** `bare-route.ts`: the least that could be called a webhook receiver. */
export const BareAsk = z.object({ databaseUrl: z.string(), clientSecret: z.string() })
export const BareAnswer = z.object({ port: z.number() })

/** `workspace.ts`: a sandbox, and how long its webhooks wait for their reply. */
export const WorkspaceAsk = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({
    kind: z.literal('converse'),
    serviceUrl: z.string(),
    perSecond: z.number(),
    seconds: z.number(),
    warmUpSeconds: z.number(),
  }),
  z.object({ kind: z.literal('backlog'), serviceUrl: z.string(), conversations: z.number() }),
])
export const WorkspaceAnswer = z.object({
  environment: z.record(z.string(), z.string()),
  appId: z.string(),
  clientSecret: z.string(),
  /** Milliseconds from the webhook to the reply's arrival, each. */
  latenciesMs: z.array(z.number()),
  unanswered: z.number(),
})

/** `model.ts`: a scripted model that takes its time over each request. */
export const ModelAsk = z.object({ delayMs: z.number() })
export const ModelAnswer = z.object({ url: z.string(), apiKey: z.string() })
export type WorkspaceAnswer = z.infer<typeof WorkspaceAnswer>
