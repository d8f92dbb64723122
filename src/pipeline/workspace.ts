import type { OwnIdentity } from '../decision/own-identity.ts'
import type { Voice } from '../delivery/plan-effects.ts'
import type { Policy } from '../domain/policy.ts'

/** How this workspace is to be treated: who we are in it, what is allowed, and in which words. */
export type Workspace = {
  readonly identity: OwnIdentity
  readonly policy: Policy
  readonly voice: Voice
  /** `use` only in the sandbox (law 11). */
  readonly samples: 'use' | 'skip'
  readonly settingsHash: string
}
