/** What stands between two tags of a prompt. */
export type Tagged = {
  readonly attributes: Readonly<Record<string, string>>
  /** With the tags inside it. */
  readonly inside: string
  /** As it was before it was put into the prompt. */
  readonly text: string
}

// The ampersand comes last: "&amp;lt;" was "&lt;", not "<".
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

const attributesOf = (written: string) =>
  Object.fromEntries(
    [...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  )

/** Every element of this name in a prompt, wherever it stands. */
export const allTagged = (name: string, prompt: string): readonly Tagged[] =>
  [...prompt.matchAll(new RegExp(`<${name}(\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    ([, attributes = '', inside = '']) => ({
      attributes: attributesOf(attributes),
      inside,
      text: unescaped(inside),
    }),
  )

/** The text of the first element of this name; empty when there is none. */
export const textOf = (name: string, prompt: string): string => allTagged(name, prompt)[0]?.text.trim() ?? ''

/** The elements `name` inside the first element `within`. */
export const taggedWithin = (within: string, name: string, prompt: string): readonly Tagged[] =>
  allTagged(name, allTagged(within, prompt)[0]?.inside ?? '')
