import { createHash } from 'node:crypto'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'

const FrontMatter = z.strictObject({
  /** Which of the two configured models is asked. */
  role: z.enum(['fast', 'strong'], 'must be fast or strong'),
  variables: z.array(z.string().regex(/^[a-z][a-z_]*$/, 'must be words such as bot_name')),
})

export type Role = z.infer<typeof FrontMatter>['role']

/** One file of `prompts/`. */
export type Prompt = {
  /** The file's name without its ending. */
  readonly name: string
  readonly role: Role
  readonly variables: readonly string[]
  readonly system: string
  readonly user: string
  /** sha256 of the file's bytes, kept with every call: the exact words that led to an answer. */
  readonly hash: string
}

export type PromptReading =
  | { readonly kind: 'prompt'; readonly prompt: Prompt }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

const FILE = /^---\n(?<front>[\s\S]*?\n)?---\n(?<body>[\s\S]*)$/

/** Problems begin with the line. */
export function parsePrompt(name: string, bytes: Uint8Array): PromptReading {
  const { front, body } = FILE.exec(decode(bytes))?.groups ?? {}
  if (body === undefined) return problems(['line 1: must begin with front matter between two lines of ---'])
  const matter = readFrontMatter(front ?? '')
  const bodyLine = countLines(front ?? '') + 3
  const sections = readSections(body, bodyLine)
  const wrong = [
    ...(matter.kind === 'problems' ? matter.problems : []),
    ...sections.problems,
    ...placeProblems(body, bodyLine, matter.variables),
  ]
  if (wrong.length > 0 || matter.kind === 'problems') return problems(wrong)
  const { system, user } = sections
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { kind: 'prompt', prompt: { name, ...matter.value, system, user, hash } }
}

const problems = (list: readonly string[]): PromptReading => ({ kind: 'problems', problems: list })

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll('\r\n', '\n')

const countLines = (text: string): number => text.split('\n').length - 1

type FrontMatterReading =
  | {
      readonly kind: 'front_matter'
      readonly value: z.infer<typeof FrontMatter>
      readonly variables: readonly string[]
    }
  | {
      readonly kind: 'problems'
      readonly problems: readonly string[]
      /** Where they alone could be read. */
      readonly variables?: readonly string[] | undefined
    }

function readFrontMatter(front: string): FrontMatterReading {
  const lines = new LineCounter()
  const document = parseDocument(front, { lineCounter: lines })
  // The opening --- is the file's first line.
  const lineAt = (offset: number) => `line ${lines.linePos(offset).line + 1}`
  const [broken] = document.errors
  if (broken) return { kind: 'problems', problems: [`${lineAt(broken.pos[0])}: is not valid YAML`] }
  const content: unknown = document.toJS() ?? {}
  const parsed = FrontMatter.safeParse(content)
  if (parsed.success) return { kind: 'front_matter', value: parsed.data, variables: parsed.data.variables }
  const found = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ key, problem: `unknown key "${key}"; known are role and variables` }))
      : [{ key: String(issue.path[0] ?? ''), problem: `${issue.path.join('.')}: ${issue.message}` }],
  )
  return {
    kind: 'problems',
    variables: z.object({ variables: FrontMatter.shape.variables }).safeParse(content).data?.variables,
    problems: found.map(({ key, problem }) => {
      const at = front.split('\n').findIndex((line) => line.startsWith(`${key}:`))
      return `line ${at + 2}: ${problem}`
    }),
  }
}

type Sections = { readonly system: string; readonly user: string; readonly problems: readonly string[] }

/** The text below `# System` and the text below `# User`, in this order. */
function readSections(body: string, firstLine: number): Sections {
  const lines = body.split('\n')
  const placesOf = (heading: string) =>
    lines.flatMap((line, index) => (line.trimEnd() === `# ${heading}` ? [index] : []))
  const [systemAt, ...moreSystem] = placesOf('System')
  const [userAt, ...moreUser] = placesOf('User')
  const end = `line ${firstLine + lines.length - 1}`
  if (systemAt === undefined || userAt === undefined) {
    const missing = [
      ...(systemAt === undefined ? ['# System'] : []),
      ...(userAt === undefined ? ['# User'] : []),
    ]
    return { system: '', user: '', problems: missing.map((one) => `${end}: has no section "${one}"`) }
  }
  const at = (index: number) => `line ${firstLine + index}`
  const system = lines
    .slice(systemAt + 1, userAt)
    .join('\n')
    .trim()
  const user = lines
    .slice(userAt + 1)
    .join('\n')
    .trim()
  const before = lines.slice(0, Math.min(systemAt, userAt)).findIndex((line) => line.trim() !== '')
  return {
    system,
    user,
    problems: [
      ...(before >= 0 ? [`${at(before)}: stands above "# System", so that no model would read it`] : []),
      ...(userAt < systemAt ? [`${at(userAt)}: "# User" must come after "# System"`] : []),
      ...[...moreSystem, ...moreUser].map((index) => `${at(index)}: a second section of this name`),
      ...(userAt > systemAt && system === '' ? [`${at(systemAt)}: "# System" is empty`] : []),
      ...(user === '' ? [`${at(userAt)}: "# User" is empty`] : []),
    ],
  }
}

/** Where a variable is put in. */
export const PLACE = /\{\{([a-z][a-z_]*)\}\}/g

function placeProblems(
  body: string,
  firstLine: number,
  variables: readonly string[] | undefined,
): readonly string[] {
  const lines = body.split('\n').map((text, index) => ({ text, at: `line ${firstLine + index}` }))
  const malformed = lines.flatMap(({ text, at }) =>
    text.replaceAll(PLACE, '').includes('{{') ? [`${at}: a place must look like {{bot_name}}`] : [],
  )
  if (!variables) return malformed
  const places = lines.flatMap(({ text, at }) =>
    [...text.matchAll(PLACE)].map(([, name = '']) => ({ name, at })),
  )
  const unknown = places.filter(({ name }) => !variables.includes(name))
  const unused = variables.filter((variable) => !places.some(({ name }) => name === variable))
  const twice = variables.filter((variable, index) => variables.indexOf(variable) !== index)
  return [
    ...malformed,
    ...unknown.map(({ name, at }) => `${at}: {{${name}}} is not among the variables`),
    ...unused.map((variable) => `line 1: the variable "${variable}" has no place {{${variable}}}`),
    ...twice.map((variable) => `line 1: the variable "${variable}" is named twice`),
  ]
}
