/** How people say that they will come back to it, in the languages of our own sentences. */
const MORE_TO_COME = [
  /\b(?:i|we|he|she|they)(?:['’]ll| will| am| are| is|['’]m|['’]re)(?: going to)? (?:look|check|ask|find out|get back|come back|write|let you know|investigat|follow up)/iu,
  /\b(?:bear with|give me a (?:moment|minute)|will be in touch)/iu,
  /\b(?:melde mich|melden uns|schaue? (?:mir|nach|ich)|kümmere mich|prüfe (?:das|es)|frage nach)/iu,
  /(?:voy a|vamos a) (?:mirar|revisar|preguntar|comprobar)|te (?:escribo|aviso)|le (?:escribo|aviso)/iu,
]

/** Whether a teammate's last words leave the next move with the team. */
export const promisesMore = (text: string): boolean => MORE_TO_COME.some((pattern) => pattern.test(text))
