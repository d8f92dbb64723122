import { PassThrough } from 'node:stream'
import { createLog, type Log } from '../../src/telemetry/create-log.ts'
import { overhear } from './overheard.ts'

/** The service's own log, and the lines that it wrote; they are looked through when the test file ends (overhear.ts). */
export function aLog(level = 'trace'): { readonly log: Log; readonly lines: () => readonly string[] } {
  const lines: string[] = []
  const out = new PassThrough().on('data', (line) => {
    lines.push(String(line))
    overhear(String(line))
  })
  return { log: createLog(level, out), lines: () => lines }
}
