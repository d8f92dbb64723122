/** One line of a Dockerfile: `COPY --from=packages /app ./` is COPY, {from: 'packages'}, '/app ./'. */
export type Instruction = {
  readonly name: string
  readonly flags: Readonly<Record<string, string>>
  readonly rest: string
}

/** What stands between one FROM and the next. */
export type Stage = {
  readonly name: string
  readonly base: string
  readonly instructions: readonly Instruction[]
}

/** Reads a Dockerfile as far as ours goes: no heredocs, no build arguments, no parser directives. */
export function readDockerfile(text: string): readonly Stage[] {
  const stages: Stage[] = []
  for (const instruction of instructionsIn(text)) {
    const stage = stages.at(-1)
    if (instruction.name === 'FROM') stages.push(toStage(instruction, stages.length))
    else if (stage) stages[stages.length - 1] = withOneMore(stage, instruction)
    else throw new Error(`${instruction.name} stands before the first FROM`)
  }
  return stages
}

function toStage({ rest }: Instruction, index: number): Stage {
  const [base = '', , name = String(index)] = rest.split(/\s+/)
  return { name, base, instructions: [] }
}

const withOneMore = (stage: Stage, instruction: Instruction): Stage => ({
  ...stage,
  instructions: [...stage.instructions, instruction],
})

function instructionsIn(text: string): readonly Instruction[] {
  const withoutComments = text.replaceAll(/^\s*#.*\n/gm, '')
  return withoutComments
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(toInstruction)
}

function toInstruction(line: string): Instruction {
  const {
    name = '',
    flags = '',
    rest = '',
  } = /^(?<name>[A-Z]+)\s+(?<flags>(?:--\S+\s+)*)(?<rest>.+)$/.exec(line)?.groups ?? {}
  if (!name) throw new Error(`not an instruction: ${line}`)
  const pairs = [...flags.matchAll(/--([\w-]+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value])
  return { name, flags: Object.fromEntries(pairs), rest }
}

/** `A=1 B="two words"` as ENV and LABEL write it. */
export function readPairs(rest: string): Readonly<Record<string, string>> {
  const pairs = [...rest.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)]
  return Object.fromEntries(pairs.map(([, key = '', quoted, plain]) => [key, quoted ?? plain ?? '']))
}

/** `["node", "src/main.ts"]`; throws when it is not the exec form. */
export function readExecForm(rest: string): readonly string[] {
  const parsed: unknown = JSON.parse(rest)
  if (!Array.isArray(parsed)) throw new Error(`not the exec form: ${rest}`)
  return parsed.map(String)
}
