import type { Company } from '../company.ts'
import type { Author } from '../conversation.ts'

const operatorJson = (company: Company, author: { readonly kind: 'fin' | 'workflow' }) => ({
  type: 'bot',
  id: company.operatorId,
  name: author.kind === 'fin' ? 'Fin' : 'Operator',
  email: `operator+${company.appId}@intercom.io`,
  from_ai_agent: author.kind === 'fin',
  is_ai_answer: author.kind === 'fin',
})

/** An author as Intercom shows it: users, leads and admins by their own id, Fin and workflows as Operator's bot. */
export const authorJson = (company: Company, author: Author) => {
  if (author.kind === 'fin' || author.kind === 'workflow') return operatorJson(company, author)
  const { id } = author
  if (author.kind === 'admin') {
    const admin = company.admins.find((one) => one.id === id)
    return { type: 'admin', id, name: admin?.name ?? null, email: admin?.email ?? null }
  }
  const contact = company.contacts.find((one) => one.id === id)
  return {
    type: contact?.role ?? 'user',
    id,
    name: contact?.name ?? null,
    email: contact?.email ?? null,
  }
}
