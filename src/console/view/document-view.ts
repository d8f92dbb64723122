import { html } from 'ghtml'

/** What one page consists of; `body` is HTML. */
export type PageContent = {
  readonly title: string
  readonly body: string
  /** Shown to those who may not see the others: nothing leads to them. */
  readonly isOutside?: true
}

/** Where the sign-out stands for those who are signed in. What people wrote is escaped and cannot contain it. */
export const SESSION_SLOT = '<!-- session -->'

/** The frame of every page of the console. */
export const documentView = ({ title, body, isOutside }: PageContent): string => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${title} · Firstline console</title>
<link rel="icon" href="data:," />
<link rel="stylesheet" href="/console/console.css" />
</head>
<body>
<header class="top">
  <a class="brand" href="/console"><span class="mark" aria-hidden="true"></span>Firstline <span class="tag">console</span></a>
  !${isOutside ? '' : NAVIGATION}
</header>
<main>!${body}</main>
!${isOutside ? '' : FOOTER}
</body>
</html>`

const NAVIGATION = `<nav class="pages" aria-label="Pages"><a href="/console">Conversations</a> <a href="/console/summaries">Summaries</a> <a href="/console/setup">Setup</a></nav>
  ${SESSION_SLOT}`

const FOOTER =
  '<footer>All times are UTC. These pages only read: nothing you do here changes a conversation.</footer>'
