const UNITS: Readonly<Record<string, string>> = {
  second: 'second|seconds|sec|secs|segundo|segundos|sekunde|sekunden|seconde|secondes|secondo|secondi|秒',
  minute: 'minute|minutes|min|mins|minuto|minutos|minuten|minuti|分',
  hour: 'hour|hours|hr|hrs|h|hora|horas|stunde|stunden|std|heure|heures|ora|ore|uur|時間|小时',
  day: 'day|days|dia|dias|tag|tage|tagen|tages|jour|jours|giorno|giorni|dag|dagen|日|天|日間',
  week: 'week|weeks|semana|semanas|woche|wochen|semaine|semaines|settimana|settimane|weken|週間|周',
  month: 'month|months|mes|meses|monat|monate|monaten|mois|mese|mesi|maand|maanden|か月|ヶ月|月|个月',
  year: 'year|years|yr|yrs|ano|anos|jahr|jahre|jahren|annee|annees|an|ans|anno|anni|jaar|jaren|年',
  percent: '%|percent|prozent|por_ciento|pourcent|procent|per_cent|パーセント',
  eur: '€|eur|euro|euros',
  usd: '$|usd|dollar|dollars|dolar|dolares|us$',
  gbp: '£|gbp|pound|pounds|pfund|libra|libras',
  chf: 'chf|franken|francs',
  jpy: '¥|jpy|yen|円',
  cent: 'cent|cents|centimos|ct',
  kilobyte: 'kb|kilobyte|kilobytes',
  megabyte: 'mb|megabyte|megabytes',
  gigabyte: 'gb|gigabyte|gigabytes',
  am: 'am|a.m',
  pm: 'pm|p.m',
}

const UNIT_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(UNITS).flatMap(([unit, words]) => words.split('|').map((word) => [word, unit] as const)),
)

/** The unit a folded word or sign stands for: `tage` and `days` are both `day`. */
export const unitOf = (word: string): string | undefined => UNIT_OF.get(word)
