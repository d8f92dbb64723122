import type { AppliedTag } from '../conversation.ts'

/** A tag as it sits on a conversation (OpenAPI 2.16, tag). */
export const tagJson = (tag: AppliedTag) => ({
  type: 'tag',
  id: tag.id,
  name: tag.name,
  applied_at: tag.appliedAt,
  applied_by: { type: 'admin', id: tag.adminId },
})
