import { html } from 'ghtml'

type Span = { readonly start: number; readonly end: number }

/** A passage as HTML with its quoted spans highlighted; spans that overlap become one. */
export function markQuotes(text: string, quotes: readonly string[]): string {
  const spans = quotes.flatMap((quote) => spanOf(text, quote)).toSorted((a, b) => a.start - b.start)
  const marked = spans.reduce<readonly Span[]>(joined, [])
  const pieces = marked.map(({ start, end }, index) => {
    const before = text.slice(marked[index - 1]?.end ?? 0, start)
    return html`${before}<mark>${text.slice(start, end)}</mark>`
  })
  return html`!${pieces}${text.slice(marked.at(-1)?.end ?? 0)}`
}

function spanOf(text: string, quote: string): readonly Span[] {
  const start = quote === '' ? -1 : text.indexOf(quote)
  return start < 0 ? [] : [{ start, end: start + quote.length }]
}

function joined(spans: readonly Span[], span: Span): readonly Span[] {
  const last = spans.at(-1)
  if (!last || last.end < span.start) return [...spans, span]
  return [...spans.slice(0, -1), { start: last.start, end: Math.max(last.end, span.end) }]
}
