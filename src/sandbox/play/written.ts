import type { Writing } from '../conversation.ts'
import { htmlFromText } from '../html/body-html.ts'
import { PlayError } from './play-error.ts'

type Typed = {
  readonly body: string
  readonly html?: string | undefined
  readonly attachments: readonly {
    readonly name: string
    readonly url: string
    readonly content_type: string
  }[]
}

/** What somebody typed and attached, as it is stored. */
export const written = (typed: Typed): Writing => {
  const bodyHtml = typed.html ?? htmlFromText(typed.body)
  const attachments = typed.attachments.map(({ name, url, content_type }) => ({
    name,
    url,
    contentType: content_type,
  }))
  if (bodyHtml === null && attachments.length === 0)
    throw new PlayError(400, 'Nothing to send: give body, html or attachments')
  return { bodyHtml, attachments }
}
