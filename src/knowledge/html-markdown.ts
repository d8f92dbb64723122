import type TurndownService from 'turndown'

/** What is on a page beside its text. */
const NOT_TEXT = [
  'script',
  'style',
  'noscript',
  'template',
  'title',
  'nav',
  'footer',
  'iframe',
  'form',
  'button',
] as const

let service: Promise<TurndownService> | undefined

/**
 * HTML as Markdown: headings, lists, tables, links and code stay what they are, scripts and menus go. Broken HTML is read
 * as a browser would. Throws a `RangeError` where tags are nested thousands deep.
 */
export async function htmlMarkdown(html: string): Promise<string> {
  service ??= create()
  return (await service).turndown(html)
}

/** Loading it costs 40 ms, which a start without HTML does not pay. */
async function create(): Promise<TurndownService> {
  const [{ default: Turndown }, { gfm }] = await Promise.all([
    import('turndown'),
    import('@joplin/turndown-plugin-gfm'),
  ])
  const made = new Turndown({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-' })
  return made.use(gfm).remove([...NOT_TEXT])
}
