import { ChunkId } from '../../src/domain/ids.ts'
import type { Passage } from '../../src/domain/passage.ts'
import { understandByRules } from '../../src/drafting/understand-by-rules.ts'
import { verifyDraft } from '../../src/drafting/verify-draft.ts'
import type { MindSteps } from '../../src/pipeline/think.ts'
import { aPassage } from './builders.ts'

const EXPORT = aPassage()
const PASSWORD = aPassage({
  chunkId: ChunkId.parse('chunk-2'),
  article: 'account/reset-password.md',
  title: 'Reset your password',
  url: 'https://help.lumenledger.example/reset-password',
  topic: 'account',
  text: 'Choose Forgot password on the sign-in page.',
})

/** What the contacts of these tests ask; the mind answers the first two and finds nothing on the third. */
export const ASK_EXPORT = 'How do I export my data?'
export const ASK_PASSWORD = 'Where do I choose a new password?'
export const ASK_UNKNOWN = 'Which colour has your submarine?'
export const ASK_PERSON = 'Can I talk to a human please?'

const find = (question: string): readonly Passage[] => [
  ...(/password/i.test(question) ? [PASSWORD] : []),
  ...(/export/i.test(question) ? [EXPORT] : []),
]

/**
 * A mind that knows two things and is sure of them. It understands and verifies as the real one does, so that what
 * these tests prove about the walk does not hang on how well anything is found or weighed.
 */
export const plainMind: MindSteps = {
  understand: understandByRules,
  retrieve: async ({ question }) => {
    const passages = find(question)
    return { question, passages, relevance: passages.length > 0 ? 0.99 : 0, features: {} }
  },
  draft: ({ understanding, retrieval }) => {
    const [best] = retrieval.passages
    if (!best?.url) return { kind: 'nothing_found' }
    const [quote = best.text] = best.text.match(/^.*?\.(?= |$)/) ?? []
    return {
      kind: 'draft',
      draft: {
        language: understanding.language,
        claims: [{ text: quote, citation: { chunkId: best.chunkId, quote } }],
        sources: [{ title: best.title, url: best.url }],
        by: 'extractive',
      },
    }
  },
  verify: verifyDraft,
}

/** A mind under a test's control: it is the plain one until somebody holds it up or replaces a step. */
export type TestMind = {
  readonly adapt: (own: MindSteps) => MindSteps
  /** The next question is thought about until `release`; `thinking` resolves once it has begun. */
  readonly hold: () => { readonly thinking: Promise<void>; readonly release: () => void }
  /** Replaces steps from now on; without argument it is the plain mind again. */
  readonly replace: (steps?: Partial<MindSteps>) => void
}

type Hold = { readonly begin: () => void; readonly released: Promise<void> }

export function aMind(): TestMind {
  const holds: Hold[] = []
  let steps = plainMind
  return {
    adapt: () => ({
      understand: (reading) => steps.understand(reading),
      retrieve: async (ask) => {
        const hold = holds.shift()
        hold?.begin()
        await hold?.released
        return steps.retrieve(ask)
      },
      draft: (ask) => steps.draft(ask),
      verify: (draft, passages) => steps.verify(draft, passages),
    }),
    hold: () => {
      const thinking = Promise.withResolvers<void>()
      const gate = Promise.withResolvers<void>()
      holds.push({ begin: thinking.resolve, released: gate.promise })
      return { thinking: thinking.promise, release: gate.resolve }
    },
    replace: (replaced = {}) => {
      steps = { ...plainMind, ...replaced }
    },
  }
}
