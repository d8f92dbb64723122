import type { Admin, Company, Contact, Team } from '../company.ts'

const personJson = (admin: Admin) => ({
  type: 'admin',
  id: admin.id,
  name: admin.name,
  email: admin.email,
  job_title: admin.jobTitle,
  away_mode_enabled: false,
  away_mode_reassign: false,
  has_inbox_seat: admin.hasInboxSeat,
  team_ids: admin.teamIds.map(Number),
})

/** A teammate (OpenAPI 2.16, admin). */
export const adminJson = (admin: Admin) => ({ ...personJson(admin), away_status_reason_id: null })

/** An inbox team (OpenAPI 2.16, team). */
export const teamJson = (team: Team) => ({
  type: 'team',
  id: team.id,
  name: team.name,
  admin_ids: team.adminIds.map(Number),
  admin_priority_level: {},
  assignment_limit: null,
  distribution_method: 'manual',
})

/** The owner of the token with the workspace, for `GET /me` (OpenAPI 2.16, admin_with_app). */
export const meJson = (company: Company, startedAtS: number) => {
  const owner = company.admins.find(({ id }) => id === company.tokenOwnerId)
  return {
    ...(owner && personJson(owner)),
    email_verified: true,
    app: {
      type: 'app',
      id_code: company.appId,
      name: `${company.name} (sandbox)`,
      created_at: startedAtS,
      identity_verification: false,
      timezone: 'Europe/Dublin',
      region: 'US',
    },
    avatar: { type: 'avatar', image_url: null },
  }
}

const emptyList = (url: string) => ({ data: [], url, total_count: 0, has_more: false })

/** A customer (OpenAPI 2.16, contact), without the many fields about devices. */
export const contactJson = (company: Company, contact: Contact, createdAtS: number) => ({
  type: 'contact',
  id: contact.id,
  workspace_id: company.appId,
  external_id: contact.externalId,
  role: contact.role,
  email: contact.email,
  phone: null,
  name: contact.name,
  avatar: null,
  owner_id: null,
  has_hard_bounced: false,
  marked_email_as_spam: false,
  unsubscribed_from_emails: false,
  created_at: createdAtS,
  updated_at: createdAtS,
  signed_up_at: contact.role === 'user' ? createdAtS : null,
  last_seen_at: null,
  last_replied_at: null,
  last_contacted_at: null,
  language_override: null,
  browser_language: contact.language,
  location: { type: 'location', country: null, region: null, city: null },
  custom_attributes: {},
  tags: emptyList(`/contacts/${contact.id}/tags`),
  notes: emptyList(`/contacts/${contact.id}/notes`),
  companies: emptyList(`/contacts/${contact.id}/companies`),
})
