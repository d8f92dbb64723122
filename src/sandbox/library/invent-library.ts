import type { Ids } from '../create-ids.ts'
import { type ArticleText, createLibrary, type Library } from './library.ts'

const REFERRALS =
  '<p>Recommend Lumen Ledger to another business. When it pays its first invoice, you both get <b>one month free</b>.</p>' +
  '<h2>How to invite somebody</h2><ol><li>Open <i>Account</i>, then <i>Referrals</i>.</li><li>Copy your link and send it.</li></ol>' +
  '<table><tbody><tr><th>Their plan</th><th>Your credit</th></tr><tr><td>Starter</td><td>1 month</td></tr><tr><td>Studio</td><td>2 months</td></tr></tbody></table>'
const EMPFEHLUNGEN =
  '<p>Empfiehl Lumen Ledger einem anderen Betrieb. Sobald er seine erste Rechnung bezahlt, bekommt ihr beide <b>einen Monat geschenkt</b>.</p>'
const LABELS =
  '<p>Lumen Ledger prints address labels on A4 sheets of 24. Choose <i>Print</i>, then <i>Labels</i>, and switch scaling off.</p>'
const SPRING = '<p>In spring we will add a dark theme.</p>'
const STAND = 'Our stand at the trade fair is **B 214**. Visitors get a mug.\n'
const OUTAGES =
  '<p>During an outage we answer with the address of the status page, and promise no time of repair.</p>'
const SCREENSHOT =
  '<p>Hi <attribute key="user.name" default="there"/>, could you send a screenshot of what you see?</p>'

/** What Lumen Ledger has written down: two published articles, a draft, and three papers for teammates. */
export const inventLibrary = (ids: Ids, nowS: number): Library => {
  const library = createLibrary()
  const times = { createdAt: nowS, updatedAt: nowS }
  const text = (title: string, html: string, state: ArticleText['state'] = 'published') => ({
    title,
    html,
    state,
    ...times,
  })
  const article = (texts: Readonly<Record<string, ArticleText>>) =>
    library.articles.put({ id: ids.next(), audience: 'everyone', texts })
  article({ en: text('Referral programme', REFERRALS), de: text('Empfehlungsprogramm', EMPFEHLUNGEN) })
  article({ en: text('Printing address labels', LABELS) })
  article({ en: text('What comes in spring', SPRING, 'draft') })
  const paper = (title: string, body: string) => ({ id: ids.next(), title, body, locale: 'en', ...times })
  library.internal_articles.put(paper('How we speak of outages', OUTAGES))
  library.content_snippets.put(paper('Where our stand is', STAND))
  library.macros.put(paper('Ask for a screenshot', SCREENSHOT))
  return library
}
