import { html } from 'ghtml'

/** What one page consists of; `body` is HTML. */
export type PageContent = { readonly title: string; readonly body: string }

/** The frame of every page of the console. */
export const documentView = ({ title, body }: PageContent): string => html`<!doctype html>
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
  <nav class="pages" aria-label="Pages"><a href="/console">Conversations</a> <a href="/console/summaries">Summaries</a> <a href="/console/setup">Setup</a></nav>
</header>
<main>!${body}</main>
<footer>All times are UTC. These pages only read: nothing you do here changes a conversation.</footer>
</body>
</html>`
