import { measureRetrieval } from '../../../src/evaluation/measure-retrieval.ts'
import type { Dataset } from '../../../src/evaluation/read-dataset.ts'
import { LUNR } from './lunr-peer.ts'
import { type Measured, measurePeer } from './measure-peer.ts'
import { MINISEARCH, MINISEARCH_TUNED } from './minisearch-peer.ts'
import { ORAMA, ORAMA_TUNED } from './orama-peer.ts'
import { createPostgresPeer } from './postgres-peer.ts'
import { WINK } from './wink-peer.ts'

export type Engine = { readonly name: string; readonly measure: (dataset: Dataset) => Promise<Measured> }

export const FIRSTLINE = 'Firstline'

/** Everything that is measured, Firstline last; the two that need a database get a new one each time. */
export const createEngines = (newDatabase: () => Promise<string>): readonly Engine[] => [
  ...[MINISEARCH, MINISEARCH_TUNED, WINK, LUNR, ORAMA, ORAMA_TUNED, createPostgresPeer(newDatabase)].map(
    (peer) => ({ name: peer.name, measure: (dataset: Dataset) => measurePeer(peer, dataset) }),
  ),
  {
    name: FIRSTLINE,
    measure: async (dataset) => {
      const { report } = await measureRetrieval(dataset, { databaseUrl: await newDatabase() })
      const { ndcg10, recall5, p50Ms, p95Ms, indexMs } = report
      return { ndcg10, recall5, p50Ms, p95Ms, indexMs }
    },
  },
]
