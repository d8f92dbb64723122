import { z } from 'zod'
import { type Prompt, TOOLS, type Tool } from '../forms.ts'
import { badRequest } from './model-error.ts'
import { strictProblem } from './strict-schema.ts'

const TextPart = z.object({ type: z.literal('text'), text: z.string() })

const Message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(TextPart)]).nullish(),
})

const FunctionTool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: z.string(),
    strict: z.boolean().nullish(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  }),
})

const ToolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
])

/** What we read of a request for a completion; the API takes much more, which does not matter here. */
export const ChatBody = z.object({
  model: z.string().min(1),
  messages: z.array(Message).min(1),
  tools: z.array(FunctionTool).optional(),
  tool_choice: ToolChoice.optional(),
  stream: z.boolean().nullish(),
})
export type ChatBody = z.infer<typeof ChatBody>
type Message = z.infer<typeof Message>

/** The text of a message, its parts joined. */
export const contentOf = ({ content }: Message): string =>
  Array.isArray(content) ? content.map(({ text }) => text).join('') : (content ?? '')

/** What the instructions and the user's messages say. */
export const promptOf = ({ messages }: ChatBody): Prompt => {
  const said = (...roles: readonly Message['role'][]) =>
    messages
      .filter(({ role }) => roles.includes(role))
      .map(contentOf)
      .join('\n\n')
  return { system: said('system', 'developer'), user: said('user') }
}

/** The name of the tool that is to be called, if any. */
export const chosenTool = ({ tools, tool_choice }: ChatBody): string | undefined => {
  if (tool_choice === 'none') return undefined
  if (typeof tool_choice === 'object') return tool_choice.function.name
  return tools?.[0]?.function.name
}

const isTool = (name: string): name is Tool => TOOLS.some((tool) => tool === name)

/** The tool as one that the scripted model knows. Refuses what the API refuses, and tools that nobody scripted. */
export const knownTool = (body: ChatBody): Tool | undefined => {
  const name = chosenTool(body)
  if (name === undefined) return undefined
  const tool = body.tools?.find((one) => one.function.name === name)
  if (!tool) throw badRequest(`Invalid value for 'tool_choice': no function '${name}' in 'tools'.`)
  const problem = tool.function.strict ? strictProblem(tool.function.parameters) : undefined
  if (problem) {
    throw badRequest(`Invalid schema for function '${name}': ${problem}`, 'invalid_function_parameters')
  }
  const known = name.replaceAll('-', '_')
  if (!isTool(known)) {
    throw badRequest(`The scripted model knows no tool '${name}', only ${TOOLS.join(', ')}.`, 'unknown_tool')
  }
  return known
}
