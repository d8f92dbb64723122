import { z } from 'zod'
import { type Gap, groupGaps } from '../knowledge/gaps/group-gaps.ts'
import { type OpenQuestionRow, readOpenQuestions } from '../store/open-questions.ts'
import { createOperation } from './operation.ts'
import { ourWorkspace } from './our-workspace.ts'

const FoundGap = z.object({
  language: z.string(),
  /** What its questions have in common, as contacts write it. */
  words: z.array(z.string()),
  questions: z.int(),
  conversations: z.int(),
  firstAt: z.string(),
  lastAt: z.string(),
  /** The most typical first, each wording once. */
  examples: z.array(z.object({ conversationId: z.string(), text: z.string(), at: z.string() })),
  /** What came nearest for the most typical question for which anything was found. */
  closest: z
    .object({ article: z.string(), title: z.string().nullable(), relevance: z.number().nullable() })
    .nullable(),
})
/** A matter that contacts asked about and no article answered. */
export type FoundGap = z.infer<typeof FoundGap>

export const GapsReport = z.object({
  days: z.int(),
  /** Unanswered in these days. */
  total: z.int(),
  /** How many of them, the newest, were looked at. */
  read: z.int(),
  gaps: z.array(FoundGap),
})
export type GapsReport = z.infer<typeof GapsReport>

/** Bounds memory and time; of more questions than this the newest tell enough. */
const MOST_QUESTIONS = 5_000
const MOST_EXAMPLES = 3
const DAY_MS = 86_400_000

/** No more than ten years back. */
export const MOST_DAYS = 3_650

/** What contacts asked and no article answered, grouped. Holds what people wrote, and stores nothing. */
export const knowledgeGaps = createOperation({
  name: 'knowledge-gaps',
  facts: z.strictObject({ days: z.int().min(1).max(MOST_DAYS) }),
  result: GapsReport,
  run: async ({ db, config }, { days }) => {
    const { appId } = await ourWorkspace(db, config)
    const since = new Date(Date.now() - days * DAY_MS)
    const { questions, total } = await readOpenQuestions(db, { appId, since, most: MOST_QUESTIONS })
    const gaps = await groupGaps(questions)
    return { days, total, read: questions.length, gaps: gaps.map(toFound) }
  },
})

function toFound({ language, words, questions, conversations }: Gap<OpenQuestionRow>): FoundGap {
  const times = questions.map(({ at }) => at.getTime()).toSorted((one, other) => one - other)
  const wordings = Map.groupBy(questions, ({ text }) => text)
  const near = questions.find(({ article }) => article !== null)
  return {
    language,
    words: [...words],
    questions: questions.length,
    conversations,
    firstAt: toIso(times.at(0)),
    lastAt: toIso(times.at(-1)),
    examples: [...wordings.values()]
      .slice(0, MOST_EXAMPLES)
      .flatMap(([asked]) => (asked ? toExample(asked) : [])),
    closest: near?.article ? { article: near.article, title: near.title, relevance: near.relevance } : null,
  }
}

const toExample = ({ conversationId, text, at }: OpenQuestionRow) => ({
  conversationId,
  text,
  at: at.toISOString(),
})

const toIso = (timeMs: number | undefined): string => new Date(timeMs ?? 0).toISOString()
