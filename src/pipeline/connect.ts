import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { generalMode, isSandboxToken } from '../config/general-mode.ts'
import type { IntercomConfig } from '../config/parse-config.ts'
import type { Settings } from '../config/settings.ts'
import type { AdminId, AppId } from '../domain/ids.ts'
import { EXTRACTIVE_MIN_CONFIDENCE, MODEL_MIN_CONFIDENCE } from '../domain/policy.ts'
import type { Access } from '../intercom/access.ts'
import type { Intercom } from '../intercom/create-intercom.ts'
import { findRegion, regionAdvice } from '../intercom/find-region.ts'
import { IntercomError } from '../intercom/intercom-error.ts'
import type { Db } from '../store/db.ts'
import { knowWorkspace, type KnownWorkspace, recallWorkspace } from '../store/workspaces.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Workspace } from './workspace.ts'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

export type ConnectDeps = {
  readonly db: Db
  readonly intercom: Intercom
  readonly config: IntercomConfig
  readonly access: Pick<Access, 'hint'>
  readonly log: Log
  readonly signal: AbortSignal
}

/**
 * Asks `GET /me` until it answers. A workspace that an earlier start knew stands in while Intercom is away or refuses
 * the token, so that what comes in is stored.
 */
export async function connect(deps: ConnectDeps): Promise<KnownWorkspace> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const known = await ask(deps, { isFirst: pauseMs === FIRST_PAUSE_MS })
    if (known) return known
    await wait(pauseMs, undefined, { signal: deps.signal })
  }
}

async function ask(
  deps: ConnectDeps,
  { isFirst }: { isFirst: boolean },
): Promise<KnownWorkspace | undefined> {
  const { db, intercom, config, log } = deps
  try {
    const { appId, adminId, appName, region } = await intercom.me()
    const known = { appId, adminId, ...(appName && { name: appName }) }
    await knowWorkspace(db, config.accessToken, known)
    advise(deps, regionAdvice(config.region, region))
    return known
  } catch (error) {
    // Anything else is a mistake of ours, which trying again would only hide.
    if (!(error instanceof IntercomError) && !(error instanceof z.ZodError)) throw error
    log.error({ err: error }, 'Intercom cannot be reached or refuses the token; trying again')
    const isRefused = error instanceof IntercomError && error.status === 401
    if (isRefused && isFirst) advise(deps, regionAdvice(config.region, await findRegion(config)))
    return recallWorkspace(db, config.accessToken)
  }
}

function advise({ access, log }: ConnectDeps, advice: string | undefined): void {
  if (!advice) return
  access.hint(advice)
  log.warn({ advice }, 'the workspace lives in another region')
}

/** Settings, addresses and what `GET /me` told, as the pipeline needs them. */
export function toWorkspace(
  known: { readonly appId: AppId; readonly adminId: AdminId },
  intercom: IntercomConfig,
  { settings, settingsHash }: { readonly settings: Settings; readonly settingsHash: string },
): Workspace {
  const isSandbox = isSandboxToken(intercom.accessToken)
  const { answers, bot, handoff, tags } = settings
  return {
    identity: {
      botAdminId: intercom.botAdminId ?? known.adminId,
      botTeams: answers.bot_teams,
      answers: { unassigned: answers.unassigned, admins: answers.admins, teams: answers.teams },
    },
    policy: {
      mode: generalMode({ mode: settings.mode, token: intercom.accessToken }),
      topics: settings.topics.map(({ name, mode, min_confidence }) => ({
        name,
        ...(mode && { mode }),
        ...(min_confidence !== undefined && { minConfidence: min_confidence }),
      })),
      minConfidence: { extractive: EXTRACTIVE_MIN_CONFIDENCE, model: MODEL_MIN_CONFIDENCE },
      email: settings.email,
      staleMs: settings.stale_minutes * 60_000,
      reviewDays: settings.review_days,
      teams: handoff.teams.map(({ team_id, when }) => ({ teamId: team_id, when })),
      ...(intercom.handOffTeamId && { handOffTeam: intercom.handOffTeamId }),
      closeWhenThanked: settings.close_when_thanked,
      suggestNote: settings.suggest_note,
      ...(settings.pilot && { pilot: { appId: known.appId, ...settings.pilot } }),
    },
    voice: {
      botName: bot.name,
      disclosure: bot.disclosure,
      messages: handoff.messages,
      tags: {
        ...(tags.answered && { answered: tags.answered }),
        ...(tags.handed_off && { handedOff: tags.handed_off }),
      },
    },
    samples: isSandbox ? 'use' : 'skip',
    settingsHash,
  }
}
