import { importsOf, type SourceFiles } from './source-files.ts'

/** DESIGN, 4: a folder imports only from itself and from what stands above it here. */
export const ORDER = [
  'domain',
  'config',
  'telemetry',
  'decision',
  'store',
  'queue',
  'intercom',
  'model',
  'knowledge',
  'retrieval',
  'drafting',
  'delivery',
  'pipeline',
  'evaluation',
  'intake',
  'canvas',
  'console',
  'operator',
  'sandbox',
  'composition',
  'app.ts',
  'commands',
  'main.ts',
]

/** Folders that may import even less. */
const ONLY = new Map<string, readonly string[]>([
  ['config', ['domain']],
  ['sandbox', []],
])

const placeOf = (path: string) => path.split('/')[0] ?? path

/** Every import that points forward, or somewhere that it may not. */
export function misplacedImports(files: SourceFiles): readonly string[] {
  const strangers = [...new Set([...files.keys()].map(placeOf))].filter((place) => !ORDER.includes(place))
  const misplaced = [...files].flatMap(([path, text]) =>
    importsOf(path, text)
      .filter((target) => !mayImport(placeOf(path), placeOf(target)))
      .map((target) => `${path} imports ${target}`),
  )
  return [...strangers.map((place) => `${place} has no place in the order`), ...misplaced]
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true
  const only = ONLY.get(from)
  return only ? only.includes(to) : ORDER.includes(to) && ORDER.indexOf(to) < ORDER.indexOf(from)
}

/** Every import of a file that is not there. */
export const brokenImports = (files: SourceFiles): readonly string[] =>
  [...files].flatMap(([path, text]) =>
    importsOf(path, text)
      .filter((target) => target.endsWith('.ts') && !files.has(target))
      .map((target) => `${path} imports ${target}`),
  )

/** One cycle of imports, types included; empty when there is none. */
export function importCycle(files: SourceFiles): readonly string[] {
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return []
    for (const target of importsOf(path, files.get(path) ?? '')) {
      const cycle = walk(target, [...trail, path])
      if (cycle.length > 0) return cycle
    }
    done.add(path)
    return []
  }
  for (const path of files.keys()) {
    const cycle = walk(path, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
