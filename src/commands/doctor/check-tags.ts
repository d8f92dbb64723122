import type { Settings } from '../../config/settings.ts'
import type { Tag } from '../../intercom/read-people.ts'
import { scopeAdvice } from './check-intercom.ts'
import { type Finding, findingsOf } from './finding.ts'
import { counted, someOf } from './in-words.ts'
import type { Read } from './read-intercom.ts'

const { ok, warn, skipped } = findingsOf('Tags')

/** Whether the tags of the settings are there. Nothing waits for a tag, so that a missing one is a warning. */
export function judgeTags(
  { tags: wanted }: Pick<Settings, 'tags'>,
  tags: Read<readonly Tag[]>,
): readonly Finding[] {
  const named = Object.entries(wanted).flatMap(([key, id]) => (id ? [{ where: `tags.${key}`, id }] : []))
  if (named.length === 0) return []
  if (tags.kind === 'not_asked') return [skipped('Intercom could not be asked')]
  if (tags.kind === 'failed') {
    const { status, code } = tags.error
    return [warn(`tags cannot be read: HTTP ${status} (${code})`, scopeAdvice(tags.error, 'Write tags'))]
  }
  const known = tags.value.map(({ id, name }) => (name ? `${id} ${name}` : id))
  const missing = named.filter(({ id }) => !tags.value.some((tag) => tag.id === id))
  if (missing.length === 0) return [ok(`${counted(named.length, 'tag')} of the settings, all there`)]
  const choice =
    known.length > 0 ? `Set it to one of: ${someOf(known, 6)}.` : 'Make one in Intercom, Settings, Tags.'
  return missing.map(({ where, id }) => warn(`${where}: no tag has the id ${id}`, choice))
}
