import type { SourceFiles } from './source-files.ts'

/** What calls somebody outside of the process, and the word that gives such a call an end. */
const CALLS = [
  { call: /(?<![\w.]|function )fetch\s*\(/g, end: /\bsignal\b/ },
  { call: /\bnew\s+(?:\w+\.)?(?:Client|Pool)\s*\(/g, end: /\bconnectionTimeoutMillis\b|\.\.\.PATIENCE\b/ },
  { call: /\binitChatModel\s*\(|\bnew\s+(?:Chat)?OpenAI\s*\(/g, end: /\btimeout:/ },
  // The client's own limit covers the headers of an answer alone.
  { call: /\.withStructuredOutput\s*\(/g, end: /\.invoke\([^;]*\bsignal\b/ },
] as const

/** Ways out that nobody takes: each would need an end of its own. */
const OTHER_DOORS =
  /from '(?:node:)?(?:http2?|https|tls|dgram|undici|dns(?:\/promises)?)'|\bXMLHttpRequest\b|\bnew (?:WebSocket|EventSource)\b|\bnet\.(?:connect|createConnection)\b|\b(?:connect|createConnection)\b[^;]*from '(?:node:)?net'/

/** Calls without an end, as `file:line`. */
export const endlessCalls = (files: SourceFiles): readonly string[] =>
  [...files].flatMap(([path, text]) => {
    const code = withoutComments(text)
    return CALLS.flatMap(({ call, end }) =>
      [...code.matchAll(call)]
        .filter(({ index }) => !end.test(statementAt(code, index)))
        .map(({ index }) => `${path}:${code.slice(0, index).split('\n').length}`),
    )
  })

/** Files that go out by a way which is not looked after; types are none. */
export const otherDoors = (files: SourceFiles): readonly string[] =>
  [...files]
    .filter(([, text]) => OTHER_DOORS.test(withoutComments(text).replace(/^import type .*$/gm, '')))
    .map(([path]) => path)

/** Lines stay where they are. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|(?<!['":\w])\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ''))

/** From a call to the end of its argument list, and of what is called on its result. */
function statementAt(code: string, start: number): string {
  let depth = 0
  for (let at = code.indexOf('(', start); at < code.length; at += 1) {
    const sign = code.charAt(at)
    if ('([{'.includes(sign)) depth += 1
    if (')]}'.includes(sign)) depth -= 1
    if (depth === 0 && !/^\s*\./.test(code.slice(at + 1))) return code.slice(start, at + 1)
    if (depth === 0) at = code.indexOf('(', at) - 1
    if (at < 0) break
  }
  return code.slice(start)
}
