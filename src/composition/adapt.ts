import type { Patience } from '../domain/patience.ts'
import type { Intercom } from '../intercom/create-intercom.ts'
import type { AskModel } from '../model/ask-model.ts'
import type { MindSteps } from '../pipeline/think.ts'
import type { Queue } from '../queue/create-queue.ts'
import type { Store } from '../store/open-store.ts'

/** The composed parts as the walk is to use them, each made from our own. Absent: our own as it is. */
export type Adapt = {
  readonly store?: (own: Store) => Store
  readonly queue?: (own: Queue) => Queue
  /** Called once for each lane. */
  readonly intercom?: (own: Intercom) => Intercom
  readonly mind?: (own: MindSteps) => MindSteps
  readonly ask?: (own: AskModel) => AskModel
  readonly patience?: (own: Patience) => Patience
}
