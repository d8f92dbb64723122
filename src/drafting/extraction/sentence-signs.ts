import { foldText } from '../understanding/fold-text.ts'

/** German "Sie" is missing on purpose: in a help centre it is the reader. */
const LEANS_ON_CONTEXT =
  /^ (?:it|its|they|them|this|these|that|those|he|she|also|however|but|then|otherwise|instead|both|such|so|therefore|in (?:that|this|these|those|both) cases?|afterwards|after that|if so|if not|if neither|the same|esto|esta|este|eso|ese|esa|estos|estas|tambien|pero|ademas|entonces|asi|en (?:este|ese|tal) caso|sin embargo|luego|despues|ello|ambos|dies|diese|dieser|dieses|diesen|das|es (?!gibt)|er|auch|aber|ausserdem|dann|dabei|dadurch|danach|dort|daher|deshalb|sonst|andernfalls|in (?:diesem|dem) fall|beide|cela|ceci|ce|cette|ces|elle|ils|elles|aussi|mais|ensuite|dans ce cas|isso|isto|este|esta|tambem|mas|alem disso|depois|nesse caso) /
const POINTS_BACK =
  /^ (?:after|for|during|in|with|within|until|at|by|nach|in|wahrend|innerhalb|mit|bei|tras|en|durante|con|despues de|apres|pendant|dans|avec|apos|depois de|nesses?|nessas?) (?:these|this|that|those|diesen|diesem|dieser|estos|estas|esos|esas|ese|esa|este|esta|ces|ce|cette|esses|essas|estes) | (?:in that case|in this case|in diesem fall|in dem fall|en ese caso|en este caso|dans ce cas|nesse caso|neste caso|therefore|daher|por lo tanto) /
const CONDITION =
  /^ (?:if|when|unless|si|cuando|wenn|falls|sofern|lorsque|quand|se|quando) | (?:if|unless|(?:before|until|while) (?:you|a|an|the)|although|that (?:was|were)|falls|sofern|obwohl|bevor|aunque|antes de que|a menos que|avant que|bien que) /g
const PURPOSE =
  /^ (?:to \w+ .{0,90}|para \w+r .{0,90}|um .{0,90} zu \w+|pour \w+ .{0,90}|per \w+ .{0,90}|(?:click|open|choose|select|enter|write) .*|(?:haga|abra|elija|seleccione) .*|(?:klicken|offnen|wahlen) .*) /
const INSTRUCTION =
  / (?:you can|you (?:need|have) to|click|select|choose|open|go to|use|type|press|enter|tap|drag|install|download|run|visit|klicken|offnen|wahlen|geben sie|nutzen sie|sie konnen|haga|abra|elija|seleccione|introduzca|puede|cliquez|ouvrez|choisissez|vous pouvez|clique|selecione|voce pode) /
const OUT_OF_DATE =
  / (?:until (?:the )?(?:end of )?(?:\d{1,2} )?(?:\w+ )?(?:19|20)\d\d|before (?:\d{1,2} )?(?:\w+ )?(?:19|20)\d\d|prior to|formerly|previously|used to|no longer in force|deprecated|legacy|outdated|archived|old (?:plan|plans|version|pricing|policy|rules)|hasta (?:el )?(?:\d{1,2} )?(?:de )?(?:\w+ )?(?:de )?(?:19|20)\d\d|antes de(?:l)? (?:\w+ ){0,3}(?:19|20)\d\d|anteriormente|antiguo|antigua|bis (?:zum |ende )?(?:\d{1,2} )?(?:\w+ )?(?:19|20)\d\d|vor (?:dem )?(?:\d{1,2} )?(?:\w+ )?(?:19|20)\d\d|fruher|ehemals|bisher|veraltet) /

/** Whether a sentence says where to go ("Settings > Data", or an address) or what to do ("To export, click ..."). */
export const tellsWay = (text: string): boolean =>
  /\p{L} > \p{L}|(?<!\()https?:/u.test(text) || PURPOSE.test(foldText(text))

/** Whether a sentence tells somebody what to do, in whatever words. */
export const instructs = (text: string): boolean => tellsWay(text) || INSTRUCTION.test(foldText(text))

/** Whether a sentence points at another page: it says where the answer is, not what it is. */
export const pointsElsewhere = (text: string): boolean => /\(https?:/.test(text)

/** Whether a sentence begins with a word that points back at the one before: "It also ...". */
export const leansOnContext = (sentence: string): boolean => {
  const folded = foldText(sentence)
  return LEANS_ON_CONTEXT.test(folded) || POINTS_BACK.test(folded)
}

/** How many conditions a sentence names: with each it speaks of a more special case. */
export const countConditions = (sentence: string): number => foldText(sentence).match(CONDITION)?.length ?? 0

/** Whether a text says of itself that it tells of former times. */
export const tellsOfFormerTimes = (text: string): boolean => OUT_OF_DATE.test(foldText(text))
