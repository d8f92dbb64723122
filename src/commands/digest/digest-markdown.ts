import { contactInWords, standInWords, totalsInWords } from '../../delivery/own-words/digest-in-words.ts'
import { urgencyInWords } from '../../delivery/own-words/urgency-in-words.ts'
import type { Digest, DigestItem, DigestTotals } from '../../domain/digest.ts'

/** A summary as Markdown, for a terminal, a mail or a chat. */
export function digestMarkdown(digest: Digest): string {
  const { date, totals, items, createdAt } = digest
  const part = (title: string, some: readonly DigestItem[]) =>
    some.length === 0
      ? []
      : ['', `## ${title}`, ...some.flatMap((item, index) => itemLines(item, index, createdAt))]
  return [
    `# Unresolved conversations, ${date}`,
    '',
    ...totalsInWords(digest).map((line) => `${line}  `),
    ...(items.length > 0
      ? ['', `- By owner: ${counts(totals.byOwner)}`, `- By topic: ${counts(totals.byTopic)}`]
      : []),
    ...part(
      'Need a person first',
      items.filter(({ first }) => first),
    ),
    ...part(
      'The others',
      items.filter(({ first }) => !first),
    ),
    '',
  ].join('\n')
}

const counts = (list: DigestTotals['byOwner']): string =>
  list.map(({ name, count }) => `${asText(name)} ${count}`).join(', ')

function itemLines(item: DigestItem, index: number, at: Date): readonly string[] {
  const { urgencies, problem, tried, nextStep, conversationId } = item
  return [
    '',
    `${index + 1}. **${asText(contactInWords(item))}**: ${problem === null ? 'erased.' : asText(problem)}`,
    ...(urgencies.length > 0 ? [`   - Why first: ${urgencies.map(urgencyInWords).join('; ')}`] : []),
    `   - Stands: ${standInWords(item, at).map(asText).join(' · ')} · conversation ${conversationId}`,
    ...(tried === null ? [] : [`   - Tried: ${asText(tried)}`]),
    ...(nextStep === null ? [] : [`   - Next: ${asText(nextStep)}`]),
  ]
}

/** What people wrote must not become a link, an image or HTML; it never begins a line. */
const asText = (text: string): string => text.replace(/[\\`*_[\]<]/g, '\\$&')
