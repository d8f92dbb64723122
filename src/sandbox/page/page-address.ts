import type { PageView } from './page-view.ts'

type Place = {
  readonly contact?: string
  readonly conversation?: string
  readonly view?: PageView['view']
}

/** The address of the page with something else in view; whoever you are in the inbox you stay. */
export const pageAddress = (view: PageView, place: Place): string => {
  const query = new URLSearchParams({ ...place, admin: view.admin.id })
  return `/?${query}`
}
