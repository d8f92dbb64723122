import type { Config } from '../config/parse-config.ts'
import { draftByExtraction } from '../drafting/draft-by-extraction.ts'
import { createDraftWithModel } from '../drafting/model/draft-with-model.ts'
import { createUnderstandWithModel } from '../drafting/model/understand-with-model.ts'
import { createVerifyWithModel } from '../drafting/model/verify-with-model.ts'
import { understandByRules } from '../drafting/understand-by-rules.ts'
import { verifyDraft } from '../drafting/verify-draft.ts'
import type { AskModel } from '../model/ask-model.ts'
import { createGiveUp, type MindSteps, type Think, type ThinkOptions } from '../pipeline/think.ts'
import { createMind, type ModelSteps } from '../pipeline/think-with-model.ts'
import { createRetrieve } from '../retrieval/retrieve.ts'
import type { VectorSearch } from '../retrieval/search-vectors.ts'
import type { Store } from '../store/open-store.ts'
import type { Adapt } from './adapt.ts'

export type MindDeps = ThinkOptions & {
  readonly store: Store
  readonly config: Config
  /** Absent: the extractive mind alone. */
  readonly ask: AskModel | undefined
  /** Absent: search by words alone. */
  readonly vectors: VectorSearch | undefined
  readonly adapt: Adapt
}

/** What a turn thinks with, and what it thinks with once it has failed too often. */
export function composeMind({ store, config, ask, vectors, adapt, ...options }: MindDeps): {
  readonly think: Think
  readonly giveUp: Think
} {
  const own: MindSteps = {
    understand: understandByRules,
    retrieve: createRetrieve({ db: store.db, vectors }),
    draft: draftByExtraction,
    verify: verifyDraft,
  }
  const mind = adapt.mind?.(own) ?? own
  return {
    think: createMind({ mind, ...(ask && { model: modelSteps(ask, config) }), ...options }),
    giveUp: createGiveUp(mind),
  }
}

/** The three calls of a turn, as the settings want them. */
function modelSteps(ask: AskModel, { settings }: Config): ModelSteps {
  const topics = settings.topics.map(({ name, description }) => ({
    name,
    ...(description && { description }),
  }))
  const { name: botName, tone } = settings.bot
  return {
    understand: createUnderstandWithModel(ask, topics),
    draft: createDraftWithModel(ask, { botName, tone }),
    verify: createVerifyWithModel(ask),
  }
}
