/** Whether a path, relative to the project, is sent to the build. */
export type IsSent = (path: string) => boolean

type Rule = { readonly pattern: RegExp; readonly sends: boolean }

/** Reads a .dockerignore: the last rule that meets a path, or a folder around it, decides. */
export function readDockerignore(text: string): IsSent {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(toRule)
  return (path) =>
    rules.findLast(({ pattern }) => withFolders(path).some((one) => pattern.test(one)))?.sends ?? true
}

const toRule = (line: string): Rule => ({
  pattern: new RegExp(`^${toSource(line.replace(/^!/, ''))}$`),
  sends: line.startsWith('!'),
})

/** A star stays within a folder, and unlike in a shell it meets names that begin with a dot. */
const toSource = (pattern: string) =>
  pattern
    .split(/(\*\*\/|\*\*|\*)/)
    .map((piece) => WILD[piece] ?? piece.replaceAll(/[^\w/-]/g, '\\$&'))
    .join('')

const WILD: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' }

/** `a/b/c` with the folders around it: a, a/b, a/b/c. */
function withFolders(path: string): readonly string[] {
  const steps = path.split('/')
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'))
}
