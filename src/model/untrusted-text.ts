/** Text that somebody wrote, as data inside the tags of a prompt: it cannot close them or open its own. */
export const asData = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What a model copied out of such data, as it stands in the original. */
export const fromData = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** An element of a prompt around data. Attribute values are data, too. */
export function element(name: string, attributes: Readonly<Record<string, string>>, text: string): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${asData(value).replaceAll('"', '&quot;')}"`,
  )
  return `<${name}${written.join('')}>${asData(text)}</${name}>`
}
