import { PassThrough } from 'node:stream'
import { createLog, type Log } from '../../src/telemetry/create-log.ts'

/** The service's own log, and the lines that it wrote. */
export function aLog(level = 'trace'): { readonly log: Log; readonly lines: () => readonly string[] } {
  const lines: string[] = []
  const out = new PassThrough().on('data', (line) => lines.push(String(line)))
  return { log: createLog(level, out), lines: () => lines }
}
