/** Lines of a mail program under which the message that is answered begins, in several languages. */
const HEADERS = [
  /^-{2,}\s*(?:original message|ursprüngliche nachricht|mensaje original|message d'origine|mensagem original|messaggio originale|oorspronkelijk bericht|forwarded message)\s*-{2,}\s*$/iu,
  /^(?:on|am|el|le|em|il|op)\s.{4,160}\s(?:wrote|schrieb(?:\s.{1,80})?|escribió|a écrit|escreveu|ha scritto|schreef(?:\s.{1,80})?)\s?:\s*$/iu,
  /^.{4,120}(?:のメッセージ|写道|さんは書きました)\s?[:：]\s*$/u,
  /^_{10,}\s*$/,
]
/** A block of these stands at the head of a quoted mail; one alone may be the contact's own line. */
const FIELD =
  /^\*?(?:from|sent|to|subject|date|cc|von|gesendet|an|betreff|datum|de|enviado(?: el)?|para|asunto|fecha|envoyé|à|objet|assunto|data|da|inviato|oggetto|van|verzonden|aan|onderwerp|差出人|送信日時|宛先|件名)\s?[:：]/iu
const DEVICE =
  /^(?:sent from my |get outlook for |von meinem |gesendet mit |enviado desde mi |envoyé de mon |enviado do meu |inviato da )/iu

/**
 * A message without the mail it answers: only what the contact wrote now. Where a header is followed by lines that
 * begin with ">", what stands below those is kept, because some people answer underneath.
 */
export function stripQuotedMail(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.slice(0, 4_000))
  const header = lines.findIndex((_, index) => isHeader(lines, index))
  const quotesByMark =
    header >= 0 &&
    lines
      .slice(header + 1)
      .find((line) => line.trim())
      ?.startsWith('>')
  const read = header >= 0 && !quotesByMark ? lines.slice(0, header) : lines
  const own = read.filter((line, index) => !isQuoteMark(line, index === header) && !DEVICE.test(line.trim()))
  const stripped = own.join('\n').trim()
  return stripped === '' ? text.trim() : stripped
}

const isQuoteMark = (line: string, isHeaderLine: boolean): boolean =>
  isHeaderLine || line.trimStart().startsWith('>')

function isHeader(lines: readonly string[], index: number): boolean {
  const line = (lines[index] ?? '').trim()
  if (HEADERS.some((header) => header.test(line))) return true
  // Some mail programs break the line before the verb.
  if (HEADERS.some((header) => header.test(`${line} ${(lines[index + 1] ?? '').trim()}`.slice(0, 400))))
    return true
  return (
    FIELD.test(line) &&
    lines.slice(index + 1, index + 4).filter((next) => FIELD.test(next.trim())).length >= 1
  )
}
