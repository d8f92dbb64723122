declare module '@joplin/turndown-plugin-gfm' {
  import type TurndownService from 'turndown'

  /** GitHub's additions to Markdown: tables, struck text, task lists. */
  export const gfm: TurndownService.Plugin
}
