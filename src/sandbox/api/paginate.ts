import { ApiError } from './api-error.ts'

type Dated = { readonly id: string; readonly updated_at: number }
type Page = { readonly per_page?: number | undefined; readonly starting_after?: string | null | undefined }

const DEFAULT_PER_PAGE = 20

const newestFirst = (a: Dated, b: Dated) => b.updated_at - a.updated_at || Number(b.id) - Number(a.id)

const cursorOf = ({ updated_at, id }: Dated) => Buffer.from(`${updated_at}:${id}`).toString('base64url')

const readCursor = (cursor: string): Dated => {
  const [updatedAt, id] = Buffer.from(cursor, 'base64url').toString().split(':')
  if (!id || !Number.isInteger(Number(updatedAt))) {
    throw new ApiError(400, 'parameter_invalid', 'starting_after is not a cursor of ours')
  }
  return { updated_at: Number(updatedAt), id }
}

/**
 * One page, most recently updated first. The cursor is a place in that order, so what is updated while somebody pages
 * moves to the front and is missed, as in the real search (reference, 6).
 */
export const paginate = <Item extends Dated>(items: readonly Item[], page: Page) => {
  const perPage = page.per_page ?? DEFAULT_PER_PAGE
  const sorted = items.toSorted(newestFirst)
  const after = page.starting_after ? readCursor(page.starting_after) : null
  const rest = after ? sorted.filter((item) => newestFirst(after, item) < 0) : sorted
  const shown = rest.slice(0, perPage)
  const last = shown.at(-1)
  const next =
    last && rest.length > perPage ? { next: { per_page: perPage, starting_after: cursorOf(last) } } : {}
  const before = sorted.length - rest.length
  return {
    shown,
    pages: {
      type: 'pages',
      page: Math.floor(before / perPage) + 1,
      ...next,
      per_page: perPage,
      total_pages: Math.ceil(sorted.length / perPage),
    },
  }
}
