import { readFileSync } from 'node:fs'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { nearestKey } from './nearest-key.ts'
import { Settings } from './settings.ts'

export type SettingsReading =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

/**
 * Reads the settings file; an absent file means the defaults, an empty one too. A file that somebody named
 * themselves (`mustExist`) and that is not there is a problem.
 */
export function readSettings(file: string, { mustExist }: { readonly mustExist: boolean }): SettingsReading {
  const text = readIfThere(file, mustExist)
  if (text.kind === 'unreadable') return { kind: 'problems', problems: [text.problem] }
  const lines = new LineCounter()
  const document = parseDocument(text.value, { lineCounter: lines })
  const content = contentOf(document)
  if (content.kind === 'broken') {
    return { kind: 'problems', problems: content.messages.map((message) => `${file}: ${firstLine(message)}`) }
  }
  const parsed = Settings.safeParse(content.value ?? {})
  if (parsed.success) return { kind: 'settings', settings: parsed.data }
  const lineOf = (path: readonly PropertyKey[]) => {
    const offset = offsetOf(document, path)
    return offset === undefined ? file : `${file}, line ${lines.linePos(offset).line}`
  }
  return { kind: 'problems', problems: parsed.error.issues.flatMap((issue) => describe(issue, lineOf)) }
}

type Content =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly messages: readonly string[] }

function contentOf(document: Document): Content {
  if (document.errors.length > 0)
    return { kind: 'broken', messages: document.errors.map(({ message }) => message) }
  try {
    return { kind: 'value', value: document.toJS() }
  } catch (error) {
    // An alias without an anchor, or one that would unfold for ever, shows only now.
    return { kind: 'broken', messages: [error instanceof Error ? error.message : String(error)] }
  }
}

/** Where a setting is written: its key, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const around = path.slice(0, -1)
  const parent = document.getIn(around, true)
  const key = isMap(parent) ? parent.items.find((pair) => keyOf(pair.key) === path.at(-1))?.key : undefined
  const node = key ?? document.getIn(path, true)
  if (isNode(node) && node.range) return node.range[0]
  return path.length > 0 ? offsetOf(document, around) : undefined
}

const keyOf = (key: unknown): unknown => (isScalar(key) ? String(key.value) : key)

type LineOf = (path: readonly PropertyKey[]) => string

function describe(issue: z.core.$ZodIssue, lineOf: LineOf): readonly string[] {
  if (issue.code !== 'unrecognized_keys') {
    return [`${lineOf(issue.path)}: ${issue.path.join('.') || 'the file'}: ${issue.message}`]
  }
  return issue.keys.map((key) => {
    const known = knownKeys(issue.path)
    const nearest = nearestKey(key, known)
    const hint = nearest ? `Did you mean "${nearest}"?` : `Known here: ${known.join(', ')}.`
    return `${lineOf([...issue.path, key])}: unknown setting "${[...issue.path, key].join('.')}". ${hint}`
  })
}

/** The keys that the schema knows at a path; arrays and defaults are looked through. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = z.toJSONSchema(Settings, { io: 'input', unrepresentable: 'any' })
  const Node = z.object({
    properties: z.record(z.string(), z.unknown()).optional(),
    items: z.unknown().optional(),
    additionalProperties: z.unknown().optional(),
  })
  for (const step of path) {
    const node = Node.safeParse(schema).data
    schema =
      typeof step === 'number'
        ? node?.items
        : (node?.properties?.[String(step)] ?? node?.additionalProperties)
  }
  return Object.keys(Node.safeParse(schema).data?.properties ?? {})
}

type FileReading =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'unreadable'; readonly problem: string }

function readIfThere(file: string, mustExist: boolean): FileReading {
  try {
    return { kind: 'text', value: readFileSync(file, 'utf8') }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' && !mustExist) return { kind: 'text', value: '' }
    const hint = mustExist ? '; FIRSTLINE_SETTINGS names it' : ''
    return { kind: 'unreadable', problem: `${file}: cannot be read (${String(code)})${hint}` }
  }
}

const firstLine = (message: string) => message.split('\n')[0] ?? message
