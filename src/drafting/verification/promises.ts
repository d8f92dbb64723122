import { foldText } from '../understanding/fold-text.ts'

/**
 * A deed that somebody claims to have done or announces, in words of folded text: "I have refunded you", "we will cancel
 * it". Whoever drafts can do nothing but write, so each of these would be untrue.
 */
const DEEDS = [
  '(?:i|we)(?: (?:have|ve|had|just|already|now))* (?:refunded|cancelled|canceled|processed|sent|checked|updated|changed|deleted|issued|credited|approved|escalated|forwarded|arranged|reset|opened|created|added|removed|booked|fixed|extended|applied|scheduled|informed|notified|asked|contacted|confirmed|activated|unlocked)',
  '(?:i|we)(?: (?:will|ll|shall|am going to|are going to))',
  'your (?:\\w+ ){1,3}(?:has|have) (?:now |just |already )?been (?:refunded|cancelled|canceled|processed|approved|issued|credited|deleted|updated|changed|reset|unlocked)',
  '(?:he|hemos) (?:\\w+ )?\\w{2,}(?:ado|ido)',
  '(?:voy|vamos) a',
  '(?:te|le|les|os) (?:reembolsare|devolvere|enviare|cancelare|reembolsaremos|devolveremos|enviaremos)\\w*',
  '(?:ich habe|wir haben) (?:\\w+ ){0,6}(?:ge\\w+t|ge\\w+en|\\w*(?:erstattet|storniert|geloscht|veranlasst|bearbeitet|informiert|bestatigt))',
  '(?:ich werde|wir werden)',
  '(?:j ai|nous avons) (?:\\w+ )?\\w{2,}e',
  '(?:je vais|nous allons)',
  '(?:vou|vamos|iremos)',
  '(?:ho|abbiamo) (?:\\w+ )?\\w{2,}(?:ato|uto|ito)',
]
const DEED = new RegExp(` (?:${DEEDS.join('|')}) `, 'u')

/** Whether a text tells of a deed of its writer's that its evidence does not tell of. */
export const promisesAction = (text: string, evidence: string): boolean =>
  DEED.test(foldText(text)) && !DEED.test(foldText(evidence))
