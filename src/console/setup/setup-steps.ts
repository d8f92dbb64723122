import { connectSteps } from './connect-steps.ts'
import { firstSteps } from './first-steps.ts'
import type { SetupFacts } from './setup-facts.ts'
import type { SetupStep } from './setup-step.ts'
import { webhookSteps } from './webhook-steps.ts'

export type SetupPart = { readonly name: string; readonly steps: readonly SetupStep[] }

/** Facts in, the lines of the setup page out: nothing is read or written here. */
export const setupParts = (facts: SetupFacts): readonly SetupPart[] => [
  { name: 'The connection', steps: connectSteps(facts) },
  { name: 'What Intercom sends', steps: webhookSteps(facts) },
  { name: 'What the bot does', steps: firstSteps(facts) },
]

/** Nothing is left to do or to wait for, as the settings are. */
export const isSetUp = (parts: readonly SetupPart[]): boolean =>
  parts.flatMap(({ steps }) => steps).every(({ state }) => state === 'done' || state === 'later')
