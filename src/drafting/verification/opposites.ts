import { foldText } from '../understanding/fold-text.ts'

/** Two sides of one thing, in several languages. A text that names one side says nothing about the other. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  [
    'monthly|per month|a month|mensual|mensuales|mensualmente|al mes|monatlich\\w*|monats\\w*|mensuel\\w*|par mois|mensal|mensais|por mes',
    'yearly|annual|annually|per year|a year|anual|anuales|anualmente|al ano|jahrlich\\w*|jahres\\w*|annuel\\w*|par an|anuais|por ano',
  ],
  ['before|prior|antes|vor|vorher|avant', 'after|afterwards|later|despues|nach|nachher|danach|apres|depois'],
  ['more|over|above|mas|mehr|uber|plus|mais', 'less|fewer|below|under|menos|weniger|unter|moins'],
  [
    'minimum|at least|como minimo|al menos|mindestens|au moins|no minimo',
    'maximum|at most|up to|como maximo|hasta|hochstens|bis zu|au plus|jusqu|ate|no maximo',
  ],
  ['always|siempre|immer|toujours|sempre', 'sometimes|occasionally|a veces|manchmal|parfois|as vezes'],
  [
    'enable|enabled|enables|(?:switch|switched|turn|turned) on|activar|activa|aktivieren|aktiviert|(?:ein|an)schalten|(?:ein|an)geschaltet|activer',
    'disable|disabled|disables|(?:switch|switched|turn|turned) off|desactivar|desactiva|deaktivieren|deaktiviert|(?:aus|ab)schalten|(?:aus|ab)geschaltet|desactiver',
  ],
  [
    'include|includes|included|including|incluye|incluido|incluida|enthalten|inklusive|compris',
    'exclude|excludes|excluded|excluding|excluye|excluido|exklusive|exclu',
  ],
  [
    'increase|increases|raise|aumenta|aumentar|erhohen|erhoht',
    'decrease|decreases|lower|reduce|reduces|reduce|disminuye|senken|senkt',
  ],
  [
    'free|gratis|gratuito|gratuita|kostenlos|gratuit|gratuite',
    'paid|chargeable|de pago|kostenpflichtig|payant|payante|pago',
  ],
  [
    'first|primero|primera|erste|ersten|premier|premiere',
    'last|final|ultimo|ultima|letzte|letzten|dernier|derniere',
  ],
  [
    'allow|allows|allowed|permitted|permite|permitido|erlaubt|autorise',
    'forbid|forbidden|prohibited|blocked|prohibido|verboten|interdit',
  ],
  [
    'add|adds|anadir|agregar|hinzufugen|ajouter',
    'remove|removes|delete|deletes|eliminar|borrar|entfernen|loschen|supprimer',
  ],
  [
    'sent|send|sends|enviar|envia|senden|sendet|envoyer',
    'received|receive|receives|recibir|recibe|empfangen|erhalten|recevoir',
  ],
]

const compiled = OPPOSITES.map((sides) => sides.map((words) => new RegExp(` (?:${words}) `, 'u')))

/** Whether a text names one side of a pair and the other text only the opposite side. */
export function contradicts(text: string, other: string): boolean {
  const [here, there] = [foldText(text), foldText(other)]
  return compiled.some(([left = NEVER, right = NEVER]) => {
    const onlyLeft = left.test(here) && !right.test(here)
    const onlyRight = right.test(here) && !left.test(here)
    return (
      (onlyLeft && right.test(there) && !left.test(there)) ||
      (onlyRight && left.test(there) && !right.test(there))
    )
  })
}

/** Whether a text names both sides of a pair of which the other text names one: it is about more than was asked. */
export function namesBothSides(text: string, other: string): boolean {
  const [here, there] = [foldText(text), foldText(other)]
  return compiled.some(
    ([left = NEVER, right = NEVER]) =>
      left.test(here) && right.test(here) && left.test(there) !== right.test(there),
  )
}

const NEVER = /(?!)/
