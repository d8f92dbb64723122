import type { Queue } from '../queue/create-queue.ts'
import type { Log } from '../telemetry/create-log.ts'

/** The job that gives chunks their vectors. */
export const EMBED_CHUNKS = 'embed-chunks'

/** Lets what a sync has just committed be embedded at once. It only wakes: the job comes by the clock, too (law 2). */
export const createEmbedSoon =
  ({ queue, log }: { readonly queue: Pick<Queue, 'runSoon'>; readonly log: Log }) =>
  (): void =>
    // Before the workspace is known there is no such job; its start looks by itself.
    void queue.runSoon(EMBED_CHUNKS).catch((error) => log.debug({ err: error }, 'embedding was not woken'))
