import type { Admin, Company, Contact } from './company.ts'
import type { Ids } from './create-ids.ts'

const DOMAIN = 'lumenledger.example'

const inventContacts = (ids: Ids): Contact[] => {
  const user = (name: string, email: string, language: string): Contact => ({
    id: ids.contact(),
    role: 'user',
    name,
    email,
    externalId: `customer-${ids.next()}`,
    language,
  })
  return [
    user('Priya Nair', 'priya@nairdesign.example', 'en'),
    user('Ana Ruiz', 'ana@estudioruiz.example', 'es'),
    user('Jonas Weber', 'jonas@weber-holzbau.example', 'de'),
    user('Sam Okafor', 'sam@okaforcatering.example', 'en'),
    { id: ids.contact(), role: 'lead', name: null, email: null, externalId: null, language: 'en' },
  ]
}

const inventAdmin = (ids: Ids, admin: Omit<Admin, 'id' | 'email' | 'hasInboxSeat'>): Admin => {
  const mailbox = admin.name.toLowerCase().split(' ')[0]
  return { ...admin, id: ids.next(), email: `${mailbox}@${DOMAIN}`, hasInboxSeat: true }
}

/**
 * Invents Lumen Ledger, a small company that sells invoicing software, with its customers, teammates and teams.
 * The bot is a teammate of its own, as the documentation asks of a real workspace.
 */
export const inventCompany = (ids: Ids): Company => {
  const [support, billing, bot] = [ids.next(), ids.next(), ids.next()]
  const maya = inventAdmin(ids, { name: 'Maya Chen', jobTitle: 'Support lead', teamIds: [support] })
  const tom = inventAdmin(ids, { name: 'Tom Becker', jobTitle: 'Billing', teamIds: [support, billing] })
  const lumi = inventAdmin(ids, { name: 'Lumi (bot)', jobTitle: 'Answers first', teamIds: [bot] })
  const ravi = inventAdmin(ids, { name: 'Ravi Shah', jobTitle: 'Finance, no inbox seat', teamIds: [] })
  return {
    name: 'Lumen Ledger',
    appId: ids.app(),
    accessToken: `sandbox-${ids.secret()}`,
    clientSecret: ids.secret(),
    contacts: inventContacts(ids),
    admins: [maya, tom, lumi, { ...ravi, hasInboxSeat: false }],
    teams: [
      { id: support, name: 'Support', adminIds: [maya.id, tom.id] },
      { id: billing, name: 'Billing', adminIds: [tom.id] },
      { id: bot, name: 'Bot', adminIds: [lumi.id] },
    ],
    tokenOwnerId: maya.id,
    botAdminId: lumi.id,
    botTeamId: bot,
    handOffTeamId: support,
    operatorId: ids.next(),
  }
}
