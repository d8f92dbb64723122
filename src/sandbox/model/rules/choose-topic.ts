import type { Tagged } from '../reading/tagged.ts'
import { subjectsOf } from '../reading/words.ts'

/** What a good model knows of topics by their usual names. */
const KNOWN: Readonly<Record<string, string>> = {
  billing:
    'refund refunds invoice invoices price prices plan plans charge charged payment subscription cancel tax vat discount money reembolso factura precio suscripción cancelar cobro plan rechnung preis tarif erstattung abo kündigen zahlung',
  account:
    'password login e-mail user owner role two-factor teammates contraseña cuenta usuario passwort konto benutzer',
  developers: 'api key keys webhook webhooks rate limit requests integration schlüssel clave',
  security: 'sso single sign-on saml encryption suspicious security seguridad sicherheit anmeldung',
  data: 'export import csv data retention backup exportar datos daten exportieren',
  product: 'create currency reminder recurring mobile bank offline crear moneda erstellen währung',
  service: 'status outage uptime support hours maintenance horario störung',
}

/** The name of the listed topic whose name and description share most words with a text, or `other`. */
export const chooseTopic = (text: string, topics: readonly Tagged[]): string => {
  const words = new Set(subjectsOf(text))
  const scored = topics.map(({ attributes, text: description }) => {
    const name = attributes['name'] ?? ''
    const own = new Set(subjectsOf(`${name} ${description} ${KNOWN[name] ?? ''}`))
    return { name, score: name === 'other' ? 0 : [...words].filter((word) => own.has(word)).length }
  })
  const [best] = scored.toSorted((a, b) => b.score - a.score)
  return best && best.score > 0 ? best.name : 'other'
}
