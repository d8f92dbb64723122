import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Lock } from '../project/lock-problems.ts'
import { ROOT } from '../project/source-files.ts'

/** What is installed there although the lock needs it for development only. */
export function developmentPackages(app: string): readonly string[] {
  const lock = Lock.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))
  const development = Object.entries(lock.packages).filter(([, { dev }]) => dev)
  assert.ok(development.length > 50)
  return development.map(([path]) => path).filter((path) => existsSync(join(app, path)))
}

/** All files but those of the volume. */
export const filesIn = (app: string): readonly string[] =>
  readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(app.length + 1))
    .filter((path) => !path.startsWith('.data/'))
    .toSorted()

export const megabytes = (app: string, files: readonly string[]): string =>
  (files.reduce((sum, file) => sum + statSync(join(app, file)).size, 0) / 1e6).toFixed(0)
