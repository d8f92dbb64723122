import type { Mode } from '../../domain/mode.ts'
import type { Me, Team, Teammate } from '../../intercom/read-people.ts'
import type { ContentTopic } from '../../intercom/webhook-topics.ts'
import type { Firsts } from '../../store/firsts.ts'
import type { HeardTopic } from '../../store/heard-topics.ts'
import type { PilotFacts } from '../pilot-in-words.ts'

/** What Intercom answered; `status` 0 = it could not be reached. */
export type Asked<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'failed'; readonly status: number; readonly code: string }

/** Everything that the setup page rests on. */
export type SetupFacts = {
  readonly isSandbox: boolean
  /** Where Intercom's API is called: the sandbox's own page, where it is one. */
  readonly apiUrl: string
  /** The region whose address is called; absent: an address of the operator's own. */
  readonly region?: string
  readonly publicUrl: string
  readonly me: Asked<Me>
  readonly admins: Asked<readonly Teammate[]>
  readonly teams: Asked<readonly Team[]>
  readonly botAdminId?: string
  readonly handOffTeamId?: string
  readonly knowledgeFolder: string
  readonly articles: number
  /** The models by name; absent: extractive. */
  readonly model?: { readonly strong: string; readonly fast: string; readonly problem?: string }
  /** The least cautious mode that is in force for any topic. */
  readonly boldestMode: Mode
  readonly pilot?: PilotFacts
  /** Topics of the sources of knowledge that are in use. */
  readonly contentTopics: readonly ContentTopic[]
  readonly heard: readonly HeardTopic[]
  readonly firsts: Firsts
}

export type ReadSetup = () => Promise<SetupFacts>
