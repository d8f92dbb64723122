import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { RunCounts } from './report.ts'

/** A file that holds no results. */
export class KeptError extends Error {}

/** The runs in files that `--json` was printed to, one after the other. Throws a `KeptError` that names the file. */
export const readKept = (files: readonly string[]): readonly RunCounts[] => files.flatMap(readRuns)

function readRuns(file: string): readonly RunCounts[] {
  const runs = z.array(RunCounts).min(1).safeParse(readJson(file))
  if (runs.success) return runs.data
  throw new KeptError(`${file}: is not what --json prints (${z.prettifyError(runs.error)})`)
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new KeptError(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
