import type { Block } from '../domain/article.ts'
import { plainly } from './inline-text.ts'
import { isHeading, isItem } from './text-lines.ts'

/** Plain text as blocks: nobody has marked its headings and lists, so they are told by how their lines look. */
export const readPlainText = (text: string): readonly Block[] =>
  plainly(text)
    .split(/(?:\n[ \t]*)+\n/)
    .map((paragraph) => paragraph.trimEnd())
    .filter((paragraph) => paragraph.trim() !== '')
    .map(toBlock)

function toBlock(paragraph: string): Block {
  const lines = paragraph.split('\n')
  if (lines.some(isItem)) return { kind: 'list', parts: toItems(lines) }
  return { kind: isHeading(paragraph) ? 'heading' : 'prose', parts: [paragraph] }
}

/** What stands before the first item announces the list; a line that is no item goes on with the one above. */
function toItems(lines: readonly string[]): readonly string[] {
  const items: string[] = []
  for (const line of lines) {
    const before = items.at(-1)
    if (before === undefined || isItem(line)) items.push(line)
    else items.splice(-1, 1, `${before}\n${line}`)
  }
  return items
}
