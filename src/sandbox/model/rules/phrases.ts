import type { RISKS } from '../forms.ts'

/** What a message is told by, in English, Spanish and German. */
export const WANTS_PERSON =
  /\b(?:human(?: being)?|real person|(?:talk|speak|chat) (?:to|with) (?:a|an|some|your)\s?\w*|live agent|an agent|a representative|call me|persona (?:de verdad|real)|(?:hablar|comunicarme) con (?:una|un|alguien)|un agente|mensch(?:en)?|mitarbeiter(?:in)?|jemandem sprechen|echte person|rufen sie mich)\b/i

export const RISK_SIGNS: Readonly<Record<(typeof RISKS)[number], RegExp>> = {
  legal_threat:
    /\b(?:lawyers?|attorney|solicitor|sue (?:you|your)|take you to court|legal action|lawsuit|abogad[oa]|demandar(?:los|les|é)?|tribunales|anw[aä]lt(?:in)?|rechtsanwalt|verklage[n]?|gericht)\b/i,
  self_harm:
    /\b(?:kill myself|suicide|suicidal|end my life|hurt myself|suicidio|suicidarme|matarme|quitarme la vida|umbringen|selbstmord|suizid|nicht mehr leben)\b/i,
  account_security:
    /\b(?:hacked|hijacked|someone (?:else )?(?:logged|signed|is) in(?:to)?|stolen account|vulnerability|security (?:hole|flaw|bug)|hackead[oa]|han entrado en mi cuenta|vulnerabilidad|gehackt|sicherheitslücke|fremder zugriff)\b/i,
  data_deletion:
    /\b(?:gdpr|dsgvo|rgpd|right to be forgotten|(?:delete|erase|remove) (?:all )?(?:of )?my (?:personal )?data|borr(?:ar|en) (?:todos )?mis datos|derecho al olvido|meine (?:personenbezogenen )?daten (?:zu )?löschen)\b/i,
}

export const ANGRY =
  /outrageous|ridiculous|unacceptable|furious|scam|rip-?off|fed up|worst|indignante|inaceptable|estafa|unverschämt|inakzeptabel|frechheit|betrug|!!/i
export const NEGATIVE =
  /disappoint|annoy|frustrat|broken|does ?n[o']t work|not working|still waiting|unhappy|problem|no funciona|decepcion|molest|enttäuscht|funktioniert nicht|ärger|kaputt/i
export const POSITIVE =
  /\b(?:thank|thanks|great|perfect|awesome|love|gracias|genial|perfecto|danke|super|toll)\b/i

const COURTESY = new Set(
  'hi hello hey dear all team there good morning afternoon evening day thanks thank you thx cheers so very much many a lot that is was were great perfect awesome nice cool ok okay fine works worked it now got helpful help helped bye goodbye see have kind best regards for the your this quick answer reply please hola buenas buenos dias tardes noches muchas gracias mil perfecto genial vale estupendo adios saludos un saludo todo hallo guten tag morgen abend moin danke dankeschon vielen dank schon sehr super toll prima klasse alles klar passt tschuss auf wiedersehen liebe mit freundlichen grussen viele grusse fur die hilfe schnelle antwort'.split(
    ' ',
  ),
)
const THANKS_OR_APPROVAL =
  /thank|thx|cheers|perfect|great|awesome|nice|cool|ok|okay|works|bye|gracias|perfecto|genial|vale|adi[oó]s|danke|dank|super|toll|prima|klasse|passt|alles klar|tschüss/i

/** Whether a folded word is said for courtesy alone. */
export const isCourtesy = (word: string): boolean => COURTESY.has(word)

/** Whether a text says thanks, yes or good-bye, rather than only hello. */
export const isThanks = (text: string): boolean => THANKS_OR_APPROVAL.test(text)

/** What opens a message or a question and says nothing. */
export const OPENING =
  /^(?:(?:hi|hello|hey|dear|hola|buenas|buenos d[ií]as|hallo|guten (?:tag|morgen|abend)|moin)(?: (?:there|all|team|everyone|zusammen))?[\s,.!:;–-]+)+|^(?:a )?quick question(?: about)?[\s,:]+|^eine kurze frage[\s,:]+|^una pregunta[\s,:]+/i

/** The line that begins a signature. */
export const SIGNATURE =
  /^(?:--|(?:kind|best|warm)? ?regards|sincerely|cheers|saludos(?: cordiales)?|un saludo|atentamente|(?:mit freundlichen|viele|liebe|beste) grüße)\s*[,.]?\s*$/i
