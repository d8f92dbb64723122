/**
 * Numbers that are written out. Missing on purpose are those that are another word elsewhere: "one" is also an
 * article or a pronoun, Italian "due" is English for owed, Spanish "once" is English for a single time.
 */
const NUMBERS: readonly (readonly [string, string])[] = [
  ['2', 'two|twice|dos|zwei|zweimal|deux|dois|duas|twee'],
  ['3', 'three|tres|drei|trois|tre|drie'],
  ['4', 'four|cuatro|vier|quatre|quatro|quattro'],
  ['5', 'five|cinco|funf|cinq|cinque|vijf'],
  ['6', 'six|seis|sechs|zes'],
  ['7', 'seven|siete|sieben|sete|sette|zeven'],
  ['8', 'eight|ocho|acht|huit|oito|otto'],
  ['9', 'nine|nueve|neun|neuf|nove|negen'],
  ['10', 'ten|diez|zehn|dix|dez|dieci|tien'],
  ['11', 'eleven|elf|onze|undici'],
  ['12', 'twelve|doce|zwolf|douze|doze|dodici|twaalf'],
  ['13', 'thirteen|trece|dreizehn|treize|treze'],
  ['14', 'fourteen|catorce|vierzehn|quatorze|catorze'],
  ['15', 'fifteen|quince|funfzehn|quinze'],
  ['20', 'twenty|veinte|zwanzig|vingt|vinte|venti|twintig'],
  ['30', 'thirty|treinta|dreissig|trente|trinta|trenta|dertig'],
  ['40', 'forty|cuarenta|vierzig|quarante|quarenta|quaranta|veertig'],
  ['50', 'fifty|cincuenta|funfzig|cinquante|cinquenta|cinquanta|vijftig'],
  ['60', 'sixty|sesenta|sechzig|soixante|sessenta|sessanta|zestig'],
  ['90', 'ninety|noventa|neunzig|novanta|negentig'],
  ['100', 'hundred|cien|ciento|hundert|cem|cento|honderd'],
  ['1000', 'thousand|mil|tausend|mille|duizend'],
]

const NUMBER_OF: ReadonlyMap<string, string> = new Map(
  NUMBERS.flatMap(([digits, words]) => words.split('|').map((word) => [word, digits] as const)),
)

/** The digits of a folded word that is a number: `fourteen` → `14`. */
export const numberOf = (word: string): string | undefined => NUMBER_OF.get(word)
