import type { Tool } from '../forms.ts'
import type { Misbehaviour } from './misbehaviour.ts'

/** A request, as far as it decides what goes wrong with it. */
export type Asked = { readonly tool: Tool | 'embeddings' | undefined; readonly text: string }

/** The misbehaviours in wait. */
export type Misbehaviours = {
  readonly add: (misbehaviours: readonly Misbehaviour[]) => void
  readonly clear: () => void
  readonly all: () => readonly Misbehaviour[]
  /** The first that meets this request, used up by one. */
  readonly take: (asked: Asked) => Misbehaviour | undefined
}

const ANY_FORM: readonly Asked['tool'][] = [
  'understand',
  'draft_reply',
  'verify_reply',
  'summarise_conversation',
]
const WITHOUT_TOOL: readonly Asked['tool'][] = [...ANY_FORM, undefined]
const EMBEDDINGS: readonly Asked['tool'][] = ['embeddings']
const ANYTHING: readonly Asked['tool'][] = [...WITHOUT_TOOL, 'embeddings']

/** The requests that each can go wrong with: an invented quote waits for a draft. */
const TOOLS_OF: Readonly<Record<Misbehaviour['does'], readonly Asked['tool'][]>> = {
  wrong_citation: ['draft_reply'],
  unknown_citation: ['draft_reply'],
  invented_quote: ['draft_reply'],
  changed_number: ['draft_reply'],
  invented_link: ['draft_reply'],
  foreign_image: ['draft_reply'],
  flipped_negation: ['draft_reply'],
  leaked_prompt: ['draft_reply'],
  wrong_language: ['draft_reply'],
  injection_obeyed: ['draft_reply'],
  promise: ['draft_reply'],
  very_long: ['draft_reply', 'summarise_conversation'],
  empty: ANY_FORM,
  wrong_topic: ['understand', 'summarise_conversation'],
  approves_everything: ['verify_reply'],
  rejects_everything: ['verify_reply'],
  invalid_json: ANY_FORM,
  schema_violation: ANY_FORM,
  no_tool_call: ANY_FORM,
  cut: ANY_FORM,
  refusal: WITHOUT_TOOL,
  content_filter: WITHOUT_TOOL,
  wrong_dimension: EMBEDDINGS,
  half_batch: EMBEDDINGS,
  not_a_number: EMBEDDINGS,
  only_zeros: EMBEDDINGS,
  wrong_index: EMBEDDINGS,
  shuffled: EMBEDDINGS,
  html: EMBEDDINGS,
  refused_text: EMBEDDINGS,
  slow: ANYTHING,
  rate_limited: ANYTHING,
  server_error: ANYTHING,
  unauthorized: ANYTHING,
  unknown_model: ANYTHING,
}

const meets = ({ does, match }: Misbehaviour, { tool, text }: Asked) =>
  TOOLS_OF[does].includes(tool) &&
  (match.tool === undefined || match.tool === tool) &&
  (match.contains === undefined || text.toLowerCase().includes(match.contains.toLowerCase()))

const usedOnce = (one: Misbehaviour): Misbehaviour[] => {
  const times = one.match.times - 1
  return times === 0 ? [] : [{ ...one, match: { ...one.match, times } }]
}

/** A model that behaves. */
export const createMisbehaviours = (): Misbehaviours => {
  let waiting: readonly Misbehaviour[] = []
  return {
    add: (misbehaviours) => {
      waiting = [...waiting, ...misbehaviours]
    },
    clear: () => {
      waiting = []
    },
    all: () => waiting,
    take: (asked) => {
      const found = waiting.find((one) => meets(one, asked))
      waiting = waiting.flatMap((one) => (one === found ? usedOnce(one) : [one]))
      return found
    },
  }
}
