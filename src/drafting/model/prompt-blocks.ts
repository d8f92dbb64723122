import { HEADING_MARK, type Passage } from '../../domain/passage.ts'
import type { EarlierTurn } from '../../domain/understanding.ts'
import { element } from '../../model/untrusted-text.ts'

/** A topic that questions are sorted into. */
export type TopicChoice = { readonly name: string; readonly description?: string }

const inside = (name: string, elements: readonly string[]): string =>
  elements.length > 0 ? `<${name}>\n${elements.join('\n')}\n</${name}>` : `<${name}></${name}>`

/** What was said before, oldest first; `earlier` is newest first. */
export const beforeBlock = (earlier: readonly EarlierTurn[]): string =>
  inside(
    'before',
    earlier.toReversed().map(({ by, text }) => element('turn', { by }, text)),
  )

export const messagesBlock = (texts: readonly string[]): string =>
  inside(
    'messages',
    texts.map((text) => element('message', {}, text)),
  )

export const topicsBlock = (topics: readonly TopicChoice[]): string =>
  inside('topics', [
    ...topics.map(({ name, description = '' }) => element('topic', { name }, description)),
    element('topic', { name: 'other' }, 'everything else'),
  ])

export const questionBlock = (question: string): string => element('question', {}, question)

/** Facts that seem to be missing; nothing where none does. */
export const missingBlock = (missing: readonly string[]): string =>
  inside(
    'missing',
    missing.map((fact) => element('fact', {}, fact)),
  )

/** Passages under short names, `p1` the best: a model copies them more reliably than our ids. */
export const passagesBlock = (passages: readonly Passage[]): string =>
  inside(
    'passages',
    passages.map((passage, index) =>
      element(
        'passage',
        { id: passageName(index), ...whereFrom(passage), topic: passage.topic },
        passage.text,
      ),
    ),
  )

/** What a passage is about, beside what it says. */
const whereFrom = ({ title, headings }: Pick<Passage, 'title' | 'headings'>) => ({
  title,
  ...(headings && { section: headings.join(HEADING_MARK) }),
})

export const passageName = (index: number): string => `p${index + 1}`

/** Each claim with the whole passage it is said to rest on. */
export const claimsBlock = (
  claims: readonly {
    readonly text: string
    readonly passage: Pick<Passage, 'title' | 'headings' | 'text'>
  }[],
): string =>
  inside(
    'claims',
    claims.map(
      ({ text, passage }, index) =>
        `<claim number="${index + 1}">\n${element('text', {}, text)}\n${element('passage', whereFrom(passage), passage.text)}\n</claim>`,
    ),
  )
