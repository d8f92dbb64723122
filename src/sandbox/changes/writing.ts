import type { Writing } from '../conversation.ts'

/** Nothing written and nothing attached. */
export const NOTHING_WRITTEN: Writing = { bodyHtml: null, attachments: [] }

/** Whether there is anything to read in it: then it counts as an answer, whatever part it rides on. */
export const saysSomething = ({ bodyHtml, attachments }: Writing): boolean =>
  bodyHtml !== null || attachments.length > 0
