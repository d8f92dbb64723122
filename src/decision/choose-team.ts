import type { TeamId } from '../domain/ids.ts'
import type { HandOffReason } from '../domain/outcome.ts'
import type { Policy } from '../domain/policy.ts'

/** The first listed team that takes this reason; otherwise the default one. */
export const chooseTeam = (reason: HandOffReason, policy: Policy): TeamId | undefined =>
  policy.teams.find((team) => team.when.includes(reason))?.teamId ?? policy.handOffTeam
