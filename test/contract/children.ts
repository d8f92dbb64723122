import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Seen } from './watch-fetch.ts'

/** Where the processes that this test file starts write down what they saw. */
export const SEEN_BY_CHILDREN = join(tmpdir(), `firstline-seen-${process.pid}.jsonl`)

const WATCH = pathToFileURL(join(import.meta.dirname, 'watch-child.ts')).href

/** The environment that lets a process of Firstline be watched as this one is. */
export const WATCHED_CHILD = { NODE_OPTIONS: `--import=${WATCH}`, SEEN_BY_CHILDREN } as const

/** What they saw; it is read once and taken away. */
export function readSeen(file: string): readonly Seen[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  rmSync(file)
  return lines.map((line): Seen => JSON.parse(line))
}
