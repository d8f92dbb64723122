import type { Language } from './language.ts'
import type { Audience } from './passage.ts'

/** One file of the knowledge folder, parsed and checked. */
export type Article = {
  /** Path below the knowledge folder, with forward slashes: `billing/refunds.md`. */
  readonly path: string
  /** The folder: `billing`. */
  readonly topic: string
  readonly title: string
  readonly url?: string
  readonly audience: Audience
  readonly locale: Language
  /** `YYYY-MM-DD`. */
  readonly reviewed?: string
  readonly owner?: string
  readonly sample: boolean
  /** Plain text with paragraphs kept: what may be quoted to a contact. */
  readonly text: string
  /** sha256 of everything above; the same content is the same version. */
  readonly version: string
}
