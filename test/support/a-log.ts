import { PassThrough } from 'node:stream'
import { createLog, type Log } from '../../src/telemetry/create-log.ts'

const written = new WeakMap<Log, string[]>()

/** The service's own log, and the lines that it wrote. */
export function aLog(level = 'trace'): { readonly log: Log; readonly lines: () => readonly string[] } {
  const lines: string[] = []
  const out = new PassThrough().on('data', (line) => lines.push(String(line)))
  const log = createLog(level, out)
  written.set(log, lines)
  return { log, lines: () => lines }
}

/** What a log of `aLog` has written; nothing of any other. */
export const linesOf = (log: Log): readonly string[] => written.get(log) ?? []
