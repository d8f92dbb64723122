import type { SetupFacts } from '../../src/console/setup/setup-facts.ts'
import { AdminId, AppId, TeamId } from '../../src/domain/ids.ts'
import { WEBHOOK_TOPICS } from '../../src/intercom/webhook-topics.ts'

const AT = new Date('2026-11-25T09:30:00Z')

export const heard = (...topics: readonly string[]): SetupFacts['heard'] =>
  topics.map((topic) => ({ topic, firstAt: AT, lastAt: AT }))

export const first = { conversationId: '100', at: AT }

export const MAYA_SEATED = { id: AdminId.parse('1'), name: 'Maya', hasInboxSeat: true }
export const BOT_SEATED = { id: AdminId.parse('900'), name: 'Lumi (bot)', hasInboxSeat: true }

/** A real workspace in which all is well and everything has happened once. */
export const aSetup = (overrides: Partial<SetupFacts> = {}): SetupFacts => ({
  isSandbox: false,
  apiUrl: 'https://api.intercom.io',
  region: 'us',
  publicUrl: 'https://firstline.example.com',
  me: {
    kind: 'known',
    value: { appId: AppId.parse('app1'), appName: 'Lumen Ledger', region: 'US', adminId: MAYA_SEATED.id },
  },
  admins: { kind: 'known', value: [MAYA_SEATED, BOT_SEATED] },
  teams: {
    kind: 'known',
    value: [{ id: TeamId.parse('70'), name: 'Support', members: [MAYA_SEATED.id] }],
  },
  botAdminId: '900',
  handOffTeamId: '70',
  knowledgeFolder: 'knowledge',
  articles: 12,
  boldestMode: 'auto',
  contentTopics: [],
  heard: heard('ping', ...WEBHOOK_TOPICS),
  firsts: { turn: first, note: first, reply: first },
  ...overrides,
})
