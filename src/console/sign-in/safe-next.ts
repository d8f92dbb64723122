const HOME = '/console'
const NOWHERE = 'http://nowhere.invalid'
const MOST_CHARS = 2_000

/** Where to go after the sign-in: a page of the console, whatever the address asked for. */
export function safeNext(next: string | undefined): string {
  if (next === undefined || next.length > MOST_CHARS) return HOME
  const url = URL.parse(next, NOWHERE)
  if (url?.origin !== NOWHERE) return HOME
  // Judged as a browser will read it, dots and slashes resolved.
  const isPage = /^\/console(?:$|\/)/.test(url.pathname) && !OUTSIDE.test(url.pathname)
  return isPage ? `${url.pathname}${url.search}` : HOME
}

/** Pages that lead out again, or back to the sign-in. */
const OUTSIDE = /^\/console\/(?:sign-in|sign-out|open)(?:$|\/)/
