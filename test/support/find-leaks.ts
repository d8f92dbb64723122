/** Shorter ones stand in any log by chance. */
const SHORTEST = 10

/** Which of the texts stand in what was written, as they are or inside a JSON string. */
export function findLeaks(lines: readonly string[], texts: readonly string[]): readonly string[] {
  const all = lines.join('\n')
  const distinct = [...new Set(texts.map((text) => text.trim()))].filter((text) => text.length >= SHORTEST)
  return distinct.filter((text) =>
    [text, JSON.stringify(text).slice(1, -1)].some((form) => all.includes(form)),
  )
}
