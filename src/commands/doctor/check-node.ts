import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Finding, findingsOf } from './finding.ts'

const { ok, warn } = findingsOf('Node')

export type NodeFacts = {
  /** The one that runs this command. */
  readonly version: string
  /** The one that `npm ci` put beside Firstline; absent in an image, where Node itself is the image's. */
  readonly installed?: string
}

/** An older Node than Firstline can use never comes this far: main.ts turns it away. */
export const judgeNode = ({ version, installed }: NodeFacts): Finding => {
  if (installed === undefined) return ok(version)
  if (installed === version) return ok(`${version}, the one that npm ci has installed`)
  return warn(
    `${version}, but npm ci has installed ${installed}, which Firstline is tested with`,
    'Start by "npm start" or "npx firstline": they use the installed one.',
  )
}

const Package = z.object({ version: z.string() })
const INSTALLED = new URL('../../../node_modules/node/package.json', import.meta.url)

export const checkNode = async (): Promise<readonly Finding[]> => {
  const installed = readInstalled()
  return [judgeNode({ version: process.versions.node, ...(installed && { installed }) })]
}

function readInstalled(): string | undefined {
  try {
    return Package.parse(JSON.parse(readFileSync(INSTALLED, 'utf8'))).version
  } catch {
    // A production install leaves it out.
    return undefined
  }
}
