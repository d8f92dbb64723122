import type { Workspace } from '../create-workspace.ts'
import { contactJson } from '../json/people-json.ts'
import { readBody } from './read-body.ts'
import { matchesQuery, SearchRequest, type ValuesOf } from './search-query.ts'

const FIELDS = ['id', 'role', 'name', 'email', 'external_id', 'created_at', 'updated_at']

const fieldsOf =
  (contact: ReturnType<typeof contactJson>): ValuesOf =>
  (field) =>
    FIELDS.includes(field)
      ? Object.entries(contact).flatMap(([key, value]) => (key === field ? [value] : []))
      : undefined

/** `POST /contacts/search` over the few fields that identify somebody; always one page, the box is small. */
export const searchContacts = ({ company, fates }: Workspace, body: unknown, createdAtS: number) => {
  const { query } = readBody(SearchRequest, body)
  const data = company.contacts
    .filter(({ id }) => fates.isThere(id))
    .map((contact) => contactJson(company, contact, createdAtS))
    .filter((contact) => matchesQuery(query, fieldsOf(contact)))
  return {
    type: 'list',
    data,
    total_count: data.length,
    pages: { type: 'pages', page: 1, per_page: 50, total_pages: 1 },
  }
}
