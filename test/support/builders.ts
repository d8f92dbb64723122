import type { OwnIdentity } from '../../src/decision/own-identity.ts'
import type { Situation } from '../../src/decision/read-situation.ts'
import type { Conversation, Entry } from '../../src/domain/conversation.ts'
import type { Draft } from '../../src/domain/draft.ts'
import type { BoundPart } from '../../src/domain/effect.ts'
import {
  AdminId,
  AppId,
  ChunkId,
  ContactId,
  ConversationId,
  partEntry,
  sourceEntry,
  TeamId,
} from '../../src/domain/ids.ts'
import type { Passage } from '../../src/domain/passage.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { Understanding } from '../../src/domain/understanding.ts'

export const BOT = AdminId.parse('900')
export const MAYA = AdminId.parse('1')
export const TOM = AdminId.parse('2')
export const SUPPORT = TeamId.parse('70')
export const BILLING = TeamId.parse('71')
export const BOT_TEAM = TeamId.parse('72')
export const ANA = ContactId.parse('c1')
export const REF = { appId: AppId.parse('app1'), conversationId: ConversationId.parse('100') }

export const contact = { kind: 'contact', id: ANA } as const
export const teammate = (id: AdminId = MAYA) => ({ kind: 'admin', id }) as const
export const bot = { kind: 'admin', id: BOT } as const
export const operator = { kind: 'operator' } as const

const START = Date.parse('2026-11-24T09:00:00Z')
const at = (seconds: number) => new Date(START + seconds * 1000)

export const anEntry = (overrides: Partial<Entry> = {}): Entry => ({
  id: partEntry('1'),
  author: contact,
  kind: 'comment',
  text: 'How do I export my invoices?',
  attachments: 0,
  hasReplyOptions: false,
  redacted: false,
  at: at(0),
  ...overrides,
})

/** The first message, by a contact unless told otherwise. */
export const aSource = (overrides: Partial<Entry> = {}): Entry =>
  anEntry({ id: sourceEntry('s'), kind: 'source', ...overrides })

/** Entries after the source, one second apart, with part ids p1, p2, ... */
export const aConversation = (
  parts: readonly Partial<Entry>[] = [],
  overrides: Partial<Conversation> = {},
): Conversation => ({
  id: REF.conversationId,
  state: 'open',
  channel: 'chat',
  createdAt: at(0),
  contactIds: [ANA],
  finAtWork: false,
  tags: [],
  isCut: false,
  entries: [
    aSource(),
    ...parts.map((part, index) => anEntry({ id: partEntry(`p${index + 1}`), at: at(index + 1), ...part })),
  ],
  ...overrides,
})

export const anIdentity = (overrides: Partial<OwnIdentity> = {}): OwnIdentity => ({
  botAdminId: BOT,
  botTeams: [BOT_TEAM],
  answers: { unassigned: true, admins: [], teams: [] },
  ...overrides,
})

export const aBoundPart = (overrides: Partial<BoundPart> = {}): BoundPart => ({
  partId: partEntry('p1'),
  kind: 'reply',
  target: 'contact',
  asOf: sourceEntry('s'),
  ...overrides,
})

export const aSituation = (overrides: Partial<Situation> = {}): Situation => ({
  asOf: sourceEntry('s'),
  asOfAt: at(0),
  unanswered: [aSource()],
  before: [],
  takenOver: false,
  handedOff: false,
  oursToAnswer: true,
  reopenedAfterClose: false,
  beginningUnseen: false,
  ownMessages: [],
  foreignNotes: [],
  ...overrides,
})

export const aPolicy = (overrides: Partial<Policy> = {}): Policy => ({
  mode: 'auto',
  topics: [],
  minConfidence: { extractive: 0.85, model: 0.75 },
  email: 'suggest',
  staleMs: 15 * 60_000,
  reviewDays: 365,
  teams: [],
  handOffTeam: SUPPORT,
  closeWhenThanked: false,
  suggestNote: 'always',
  ...overrides,
})

export const anUnderstanding = (overrides: Partial<Understanding> = {}): Understanding => ({
  language: 'en',
  question: 'How do I export my invoices?',
  text: 'How do I export my invoices?',
  earlier: [],
  wantsPerson: false,
  risks: [],
  needsNoAnswer: false,
  unreadable: false,
  ...overrides,
})

export const aPassage = (overrides: Partial<Passage> = {}): Passage => ({
  chunkId: ChunkId.parse('chunk-1'),
  article: 'data/export.md',
  articleVersion: 'v1',
  title: 'Export your data',
  url: 'https://help.lumenledger.example/export',
  topic: 'data',
  locale: 'en',
  text: 'Open Settings > Data and choose Export. The link works for 7 days.',
  position: 0,
  rank: 1,
  score: 12,
  parts: { words: 1, pairs: 0, pieces: 0, article: 0, earlier: 0 },
  matched: [],
  ...overrides,
})

export const aDraft = (overrides: Partial<Draft> = {}): Draft => ({
  language: 'en',
  claims: [
    {
      text: 'Open Settings > Data and choose Export.',
      citation: { chunkId: ChunkId.parse('chunk-1'), quote: 'Open Settings > Data and choose Export.' },
    },
  ],
  sources: [{ title: 'Export your data', url: 'https://help.lumenledger.example/export' }],
  by: 'extractive',
  ...overrides,
})
