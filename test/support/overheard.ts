import { findLeaks } from './find-leaks.ts'

/*
 * One ear for each test file: all that was logged or printed while it ran, and all that must not stand in it. What the
 * tests' own parts plant (secrets of a workspace, passwords, what a contact writes) is known here as soon as it is made,
 * so that also what is deleted or redacted later is looked for.
 */
const logged: string[] = []
const shown: string[] = []
const secrets = new Set<string>()
const words = new Set<string>()

/** Something was logged, or printed for somebody who need not know what people wrote. */
export const overhear = (...lines: readonly string[]): void => void logged.push(...lines)

/** Something was printed for somebody who asked to read what people wrote; a secret is none of it. */
export const overhearShown = (...lines: readonly string[]): void => void shown.push(...lines)

/** Tokens, keys and passwords: nobody is ever told them. */
export function plantSecrets(...planted: readonly (string | undefined)[]): void {
  for (const secret of planted) if (secret) secrets.add(secret)
}

/** What people wrote, and who they are: stays out of every log. */
export function plantWords(...planted: readonly string[]): void {
  for (const word of planted.flatMap((text) => text.split('\n'))) words.add(word)
}

/** What was told of it. */
export const overheardLeaks = (): readonly string[] => [
  ...findLeaks(logged, [...secrets, ...words]),
  ...findLeaks(shown, [...secrets]),
]
