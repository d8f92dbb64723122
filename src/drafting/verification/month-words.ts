/** Months in the order of the year, in seven languages, folded. */
const MONTHS: readonly string[] = [
  'january|jan|enero|januar|janner|janvier|janeiro|gennaio|januari',
  'february|feb|febrero|februar|fevrier|fevereiro|febbraio|februari',
  'march|mar|marzo|marz|mars|marco|maart',
  'april|apr|abril|avril|aprile',
  'may|mayo|mai|maio|maggio|mei',
  'june|jun|junio|juni|juin|junho|giugno',
  'july|jul|julio|juli|juillet|julho|luglio',
  'august|aug|agosto|aout|augustus',
  'september|sep|sept|septiembre|septembre|setembro|settembre',
  'october|oct|octubre|oktober|octobre|outubro|ottobre',
  'november|nov|noviembre|novembre|novembro',
  'december|dec|diciembre|dezember|decembre|dezembro|dicembre',
]

/** The English name of month 1 to 12. */
export const monthName = (month: number): string | undefined => MONTHS[month - 1]?.split('|')[0]

const MONTH_OF: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((words, index) => words.split('|').map((word) => [word, index + 1] as const)),
)

/** 1 to 12 for a folded word that names a month. */
export const monthOf = (word: string): number | undefined => MONTH_OF.get(word)
