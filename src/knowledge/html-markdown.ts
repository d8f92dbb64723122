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
  if (countOpen(html) > MOST_OPEN) throw new RangeError('tags are nested too deep')
  service ??= create()
  return (await service).turndown(html)
}

/** Reading deeper ones fails anyway, after a time that grows with the square: 20,000 took 7 s, a megabyte hours. */
const MOST_OPEN = 3_000
/** Not to its end: for one that is never closed, each of them would be looked for to the end of the text. */
const TAG = /<(\/?)([a-z][a-z0-9]*)\b/gi
/** Tags that have no end, or that the next one ends. */
const ENDS_BY_ITSELF =
  /^(?:p|li|dt|dd|tr|t[dh]|thead|tbody|tfoot|option|optgroup|col|colgroup|br|hr|img|input|link|meta|wbr|area|base|source|embed|param|track)$/i

/** How many tags are open at once, at most; a rough count that costs one look at the text. */
function countOpen(html: string): number {
  let [open, most] = [0, 0]
  for (const [, end, name = ''] of html.matchAll(TAG)) {
    if (ENDS_BY_ITSELF.test(name)) continue
    open = end ? Math.max(open - 1, 0) : open + 1
    most = Math.max(most, open)
  }
  return most
}

/** Loading it costs 40 ms, which a start without HTML does not pay. */
async function create(): Promise<TurndownService> {
  const [{ default: Turndown }, { gfm }] = await Promise.all([
    import('turndown'),
    import('@joplin/turndown-plugin-gfm'),
  ])
  const made = new Turndown({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-' })
  return made
    .use(gfm)
    .remove([...NOT_TEXT])
    .addRule('keepRows', { filter: keepRows, replacement: String })
}

/**
 * Asked of each node before what is in it is read; fits none. The rows of a table are looked for anew whenever its `rows`
 * is read, and the plugin reads it for each row and column: 5,000 rows took two minutes.
 */
function keepRows(node: object): boolean {
  if (!('nodeName' in node) || node.nodeName !== 'TABLE' || Object.hasOwn(node, 'rows')) return false
  if ('rows' in node && isList(node.rows))
    Object.defineProperty(node, 'rows', { value: Array.from(node.rows) })
  return false
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  typeof value === 'object' && value !== null && 'length' in value
