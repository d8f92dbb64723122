import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A firstline.yaml with this text, removed after the test; without text, the name of a file that is not there. */
export function aSettingsFile(text?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'firstline.yaml')
  if (text !== undefined) writeFileSync(file, text)
  return file
}
