import { type Document, LineCounter, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import { nearestKey } from '../config/nearest-key.ts'
import { FrontMatter } from './front-matter.ts'

/** A file cut in two, or what is wrong with it: `line 3: ...`. */
export type FrontMatterReading =
  | { readonly kind: 'read'; readonly frontMatter: FrontMatter; readonly body: string }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

const KNOWN_KEYS = Object.keys(FrontMatter.shape)

/**
 * Reads the YAML between the `---` line at the top of a file (below nothing but blank lines) and the next one; lists every
 * problem with its line.
 */
export function readFrontMatter(file: string): FrontMatterReading {
  const [, above = '', yaml, body] =
    /(?<![\s\S])(\s*)^---[ \t]*\n(.*?)^---[ \t]*(?:\n(.*))?$/ms.exec(file) ?? []
  if (yaml === undefined) return { kind: 'problems', problems: [noFrontMatter(file)] }
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false })
  const linesAbove = above.split('\n').length
  const lineAt = (offset: number) => `line ${lines.linePos(offset).line + linesAbove}`
  if (document.errors.length > 0) {
    return {
      kind: 'problems',
      problems: document.errors.map(({ pos, message }) => `${lineAt(pos[0])}: ${message}`),
    }
  }
  const alias = offsetOfAlias(document)
  if (alias !== undefined) return { kind: 'problems', problems: [`${lineAt(alias)}: ${ALIAS}`] }
  const parsed = FrontMatter.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {})
  if (parsed.success) return { kind: 'read', frontMatter: parsed.data, body: body ?? '' }
  const lineOf = (key: PropertyKey | undefined) => lineAt(offsetOf(document, key))
  return { kind: 'problems', problems: parsed.error.issues.flatMap((issue) => describe(issue, lineOf)) }
}

const noFrontMatter = (file: string) =>
  file.startsWith('---')
    ? 'line 1: the front matter has no closing "---" line'
    : 'line 1: must begin with front matter: a "---" line, "title: ...", another "---" line'

const ALIAS = 'a value that begins with "*" must stand in quotes'

/** Where YAML would put in what stands elsewhere: nobody means that in a title such as `*Important`. */
function offsetOfAlias(document: Document): number | undefined {
  const found: number[] = []
  visit(document, { Alias: (_, { range }) => void found.push(range?.[0] ?? 0) })
  return found[0]
}

/** Where a key stands; the beginning where it is missing. */
function offsetOf(document: Document, key: PropertyKey | undefined): number {
  const pairs = z.object({ items: z.array(Pair) }).safeParse(document.contents).data?.items ?? []
  return pairs.find((pair) => pair.key.value === key)?.key.range[0] ?? 0
}
const Pair = z.object({
  key: z.object({ value: z.unknown(), range: z.tuple([z.number()]).rest(z.number()) }),
})

function describe(issue: z.core.$ZodIssue, lineOf: (key?: PropertyKey) => string): readonly string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${lineOf(key)}: ${unknownKey(key)}`)
  const [key] = issue.path
  if (key === undefined) return [`${lineOf(key)}: front matter must be "key: value" lines`]
  return [`${lineOf(key)}: ${String(key)} ${issue.message}`]
}

function unknownKey(key: string): string {
  const nearest = nearestKey(key, KNOWN_KEYS)
  const hint = nearest ? `Did you mean "${nearest}"?` : `Known keys: ${KNOWN_KEYS.join(', ')}.`
  return `unknown key "${key}". ${hint}`
}
