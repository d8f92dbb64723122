import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Path below the folder → text. */
export type SourceFiles = ReadonlyMap<string, string>

export const ROOT = join(import.meta.dirname, '../..')

/** All TypeScript below a folder of the project. */
export const readSource = (folder: string): SourceFiles =>
  new Map(
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
      .map((path) => [path, readFileSync(join(ROOT, folder, path), 'utf8')]),
  )

/** Imports and re-exports by relative path, types and `import()` included, from the text of a file. */
const RELATIVE = /\b(?:from|import)\s*\(?\s*(['"])(\.{1,2}\/[^'"]+)\1/g

/** What a file imports, as paths below the same folder. */
export const importsOf = (path: string, text: string): readonly string[] =>
  [...text.matchAll(RELATIVE)].map(([, , target = '']) => posix.join(posix.dirname(path), target))
