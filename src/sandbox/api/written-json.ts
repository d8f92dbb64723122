import type { Change } from '../change.ts'
import type { Workspace } from '../create-workspace.ts'
import { conversationJson } from '../json/conversation-json.ts'

/** What every write answers: the whole conversation, with just the new part (reference, 2.1). */
export const writtenJson = (workspace: Workspace, { conversation, entry }: Change) => {
  const parts = entry && entry.kind !== 'source' ? [entry] : []
  return conversationJson(workspace.company, conversation, { parts, form: 'html' })
}
