import { foldText } from '../understanding/fold-text.ts'

const ASKS_FOR_VALUE =
  / (?:how (?:much|many|long|often|soon|big|large|late)|when|what (?:does|do) .{0,60}cost|cost|costs|price|prices|pricing|fee|fees|limit|limits|maximum|minimum|deadline|until when|cuanto|cuanta|cuantos|cuantas|cuando|cuesta|cuestan|precio|precios|plazo|limite|wie (?:viel|viele|lange|oft|gross)|wieviel|wann|kostet|kosten|preis|preise|frist|bis wann|combien|quand|coute|coutent|prix|delai|quanto|quanta|quantos|quantas|quando|custa|custam|preco|prazo) /
const LEANS_ON_CONTEXT =
  /^ (?:it|its|they|them|this|these|that|those|he|she|also|however|but|then|otherwise|instead|both|such|there|so|therefore|in (?:that|this|these|those|both) cases?|afterwards|after that|if so|if not|the same|esto|esta|este|eso|ese|esa|estos|estas|tambien|pero|ademas|entonces|asi|en (?:este|ese|tal) caso|sin embargo|luego|despues|ello|ambos|dies|diese|dieser|dieses|diesen|das|es|er|sie|auch|aber|ausserdem|dann|dabei|dadurch|danach|dort|daher|deshalb|sonst|andernfalls|in (?:diesem|dem) fall|beide|cela|ceci|ce|cette|ces|il|elle|ils|elles|aussi|mais|ensuite|dans ce cas|isso|isto|este|esta|tambem|mas|alem disso|depois|nesse caso) /
const POINTS_BACK =
  /^ (?:after|for|during|in|with|within|until|at|by|nach|in|wahrend|innerhalb|mit|bei|tras|en|durante|con|despues de|apres|pendant|dans|avec|apos|depois de|nesses?|nessas?) (?:these|this|that|those|diesen|diesem|dieser|estos|estas|esos|esas|ese|esa|este|esta|ces|ce|cette|esses|essas|estes) | (?:in that case|in this case|in diesem fall|in dem fall|en ese caso|en este caso|dans ce cas|nesse caso|neste caso) /
const CONDITION = /^ (?:if|when|unless|si|cuando|wenn|falls|sofern|lorsque|quand|se|quando) /
const OUT_OF_DATE =
  / (?:until (?:the )?(?:end of )?(?:\d{1,2} )?(?:\w+ )?(?:19|20)\d\d|before (?:\d{1,2} )?(?:\w+ )?(?:19|20)\d\d|prior to|formerly|previously|used to|no longer|deprecated|legacy|outdated|archived|old (?:plan|plans|version|pricing|policy|rules)|hasta (?:el )?(?:\d{1,2} )?(?:de )?(?:\w+ )?(?:de )?(?:19|20)\d\d|antes de(?:l)? (?:\w+ ){0,3}(?:19|20)\d\d|anteriormente|antiguo|antigua|ya no|bis (?:zum |ende )?(?:\d{1,2} )?(?:\w+ )?(?:19|20)\d\d|vor (?:dem )?(?:\d{1,2} )?(?:\w+ )?(?:19|20)\d\d|fruher|ehemals|bisher|veraltet|nicht mehr) /

const ASKS_FOR_WAY =
  / (?:how (?:do|can|could|to|should|would|does)|can (?:i|we)|puedo|kann ich|kann man|konnen wir|puis je|posso|where (?:do|can|is|are)|steps|como|donde|wie|wo|comment|ou|onde) /

/** Whether the question wants to know how or where something is done. */
export const asksForWay = (question: string): boolean =>
  ASKS_FOR_WAY.test(foldText(question)) && !asksForValue(question)

/** Whether a sentence says where to go: "Settings > Data", or an address. */
export const namesPlace = (text: string): boolean => /\p{L} > \p{L}|(?<!\()https?:/u.test(text)

/** Whether a sentence points at another page: it says where the answer is, not what it is. */
export const pointsElsewhere = (text: string): boolean => /\(https?:/.test(text)

/** Whether the question wants an amount, a time span or a date. */
export const asksForValue = (question: string): boolean => ASKS_FOR_VALUE.test(foldText(question))

/** Whether a sentence begins with a word that points back at the one before: "It also ...". */
export const leansOnContext = (sentence: string): boolean => {
  const folded = foldText(sentence)
  return LEANS_ON_CONTEXT.test(folded) || POINTS_BACK.test(folded)
}

/** Whether a sentence speaks of a special case: "If your company uses ...". */
export const isConditional = (sentence: string): boolean => CONDITION.test(foldText(sentence))

/** Whether a text says of itself that it tells of former times. */
export const tellsOfFormerTimes = (text: string): boolean => OUT_OF_DATE.test(foldText(text))
