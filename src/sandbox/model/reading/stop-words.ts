const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Frequent words that say nothing of a subject, and tell languages apart. Folded: without accents. */
export const STOP_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words(
    'a about after all also am an and any are as at be been before but by can could did do does done for from get gets got had happen happens has have hello hey hi how i if in into is it its just know like long many may me much my need no not of off often on or our out please quick question so some something tell than thank thanks that the their them then there these they this those to up us use used uses using want was we were what when where which who whom why will with would yes you your yours come comes',
  ),
  es: words(
    'a al algo algun ante aqui buenas buenos como con cual cuales cuando cuanta cuantas cuanto cuantos de del desde dia dias donde el ella en entre es esa ese eso esta este esto esto estoy favor gracias ha hasta hay he hola la las le les lo los me mi mis mucho muy no nos nuestra nuestro o para pasa pero por porque puede puedo que quiero se si sin sobre son su sus tengo tiene tienen tu tus un una uno unos usted y ya yo',
  ),
  de: words(
    'aber alle alles als am an auch auf aus bei bekomme bin bis bitte da danke dann das dass dem den denn der des die dies diese dieser doch du durch ein eine einem einen einer es fur gibt guten habe haben hallo hat ich ihr ihre ihrem ihren ihrer im in ist ja kann kein keine konnen man mehr mein meine meinem meinen mich mir mit mochte muss nach nicht noch nur oder oft ohne passiert sich sie sind so sowie tag uber um und uns unser unsere vom von vor wann war was welche welchem welchen welcher welches wenn wer werden wie wieviel wir wird wo wurde zu zum zur',
  ),
  fr: words(
    'au aux avec bonjour ce ces comment dans de des du elle en est et il ils je la le les leur mais merci mes mon ne nos notre nous ou par pas pour pourquoi puis quand que quel quelle qui sa se ses son sont sur un une vos votre vous',
  ),
  pt: words(
    'a ao as com como da das de do dos e ela ele em esta eu ha isso mais mas meu minha nao na no nos o obrigado ola os ou para pela pelo por posso quais qual quando que quero se sem seu sua sao tem um uma voce',
  ),
  it: words(
    'al alla anche che ciao come con cosa da dal dei del della di dove e gli grazie ho i il io la le lo ma mi mia mio nel non per perche piu posso quale quando questa questo si sono su suo un una voglio',
  ),
  nl: words(
    'aan als bij dan dat de die dit een en er het hoe ik in is kan maar mag met mijn naar niet nog of om ons onze op te tot uit van veel voor waar wanneer wat we wel welke wij zijn',
  ),
}

const ALL = new Set(['en', 'es', 'de'].flatMap((language) => [...(STOP_WORDS[language] ?? [])]))

/** Whether a folded word says nothing of a subject. Three languages at once: a prompt may mix them. */
export const isStopWord = (word: string): boolean => ALL.has(word)
