import type { Filled, Prompt, Tool } from '../forms.ts'
import { draftReply } from './draft-reply.ts'
import { summarise } from './summarise.ts'
import { understand } from './understand.ts'
import { verifyReply } from './verify-reply.ts'

/** What a good model would fill into the form of this tool. */
export const fillForm = (tool: Tool, prompt: Prompt): Filled => {
  switch (tool) {
    case 'understand':
      return { tool, form: understand(prompt) }
    case 'draft_reply':
      return { tool, form: draftReply(prompt) }
    case 'verify_reply':
      return { tool, form: verifyReply(prompt) }
    case 'summarise_conversation':
      return { tool, form: summarise(prompt) }
  }
}
