import type { Company } from '../company.ts'
import type { Conversation, Entry } from '../conversation.ts'
import type { Call } from '../create-call-log.ts'
import type { Workspace } from '../create-workspace.ts'
import type { Faults } from '../faults/create-faults.ts'
import { plainText } from '../html/plain-text.ts'
import { authorJson } from '../json/author-json.ts'
import type { RequestLog } from '../request-log.ts'
import type { Webhooks } from '../webhooks/create-webhooks.ts'

const entryJson = (company: Company, entry: Entry, nowMs: number) => ({
  id: entry.id,
  kind: entry.kind,
  author: authorJson(company, entry.author),
  body_html: entry.bodyHtml,
  body_text: entry.bodyHtml === null ? '' : plainText(entry.bodyHtml),
  attachments: entry.attachments.map(({ name, url, contentType }) => ({
    name,
    url,
    content_type: contentType,
  })),
  assigned_to: entry.assignedTo,
  created_at: entry.createdAt,
  redacted: entry.redacted,
  visible: entry.visibleFromMs <= nowMs,
})

/** One conversation as people see it. */
export const conversationJson = (company: Company, conversation: Conversation, nowMs: number) => ({
  id: conversation.id,
  contact_id: conversation.contactId,
  channel: conversation.channel,
  state: conversation.state,
  waiting_since: conversation.waitingSince,
  snoozed_until: conversation.snoozedUntil,
  admin_assignee_id: conversation.adminAssigneeId,
  team_assignee_id: conversation.teamAssigneeId,
  tags: conversation.tags.map(({ name }) => name),
  ai_agent: conversation.aiAgent && { resolution_state: conversation.aiAgent.resolutionState },
  created_at: conversation.createdAt,
  updated_at: conversation.updatedAt,
  entries: [conversation.source, ...conversation.parts].map((entry) => entryJson(company, entry, nowMs)),
})

/** What the API was asked about one conversation. */
export const callsJson = (calls: readonly Call[]) =>
  calls.map((call) =>
    call.kind === 'read'
      ? {
          kind: call.kind,
          at_ms: call.atMs,
          entry_ids: call.entryIds,
          redacted_ids: call.redactedIds,
          state: call.state,
        }
      : { kind: call.kind, at_ms: call.atMs, entry_id: call.entryId },
  )

/** Everything the sandbox knows, except its token and secret: what tests and the demo look at. */
export const stateJson = (parts: {
  readonly workspace: Workspace
  readonly requests: RequestLog
  readonly webhooks: Webhooks
  readonly faults: Faults
}) => {
  const { company, conversations, now } = parts.workspace
  return {
    app_id: company.appId,
    company: company.name,
    bot_admin_id: company.botAdminId,
    bot_team_id: company.botTeamId,
    hand_off_team_id: company.handOffTeamId,
    contacts: company.contacts.map(({ id, role, name, email, language }) => ({
      id,
      role,
      name,
      email,
      language,
    })),
    admins: company.admins.map(({ id, name, hasInboxSeat }) => ({ id, name, has_inbox_seat: hasInboxSeat })),
    teams: company.teams.map(({ id, name }) => ({ id, name })),
    conversations: conversations().map((one) => conversationJson(company, one, now())),
    requests: parts.requests.counts(),
    deliveries: parts.webhooks.records().map(({ conversationId, results, ...record }) => ({
      ...record,
      conversation_id: conversationId,
      attempts: results.length,
      results,
    })),
    faults: parts.faults.all(),
  }
}
