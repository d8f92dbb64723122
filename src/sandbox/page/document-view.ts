import { html } from 'ghtml'
import { inboxView } from './inbox-view.ts'
import { messengerView } from './messenger-view.ts'
import { pageAddress } from './page-address.ts'
import type { PageView } from './page-view.ts'
import { threadView } from './thread-view.ts'

const tab = (view: PageView, to: 'messenger' | 'inbox', name: string) => {
  const conversation = view.conversation?.id ?? 'new'
  const shown = view.view === 'thread' ? 'inbox' : view.view
  const current = shown === to ? html`aria-current="page"` : ''
  const address = pageAddress(view, { contact: view.contact.id, conversation, view: to })
  return html`<a id="tab-${to}" href="${address}" !${current}>${name}</a>`
}

const mind = (view: PageView) =>
  view.mind === undefined ? '' : html` <span class="tag" title="Which mind answers">${view.mind}</span>`

const serviceLink = (serviceUrl: string, path: string, name: string) =>
  html`<a href="${serviceUrl}${path}" target="_blank" rel="noopener">${name}</a>`

const top = (view: PageView) => html`<header class="top">
  <h1><span class="mark" aria-hidden="true"></span>Firstline <span class="tag">sandbox</span>!${mind(view)}</h1>
  <p>A pretend workspace: on the left you are a customer of ${view.company.name}, on the right its support team.</p>
  !${view.serviceUrl ? html`<nav class="console" aria-label="Service">!${serviceLink(view.serviceUrl, '/console', 'Console')} !${serviceLink(view.serviceUrl, '/console/summaries', 'Summaries')}</nav>` : ''}
  <nav class="tabs" aria-label="Side" data-live id="live-tabs">
    !${tab(view, 'messenger', 'Messenger')}!${tab(view, 'inbox', 'Inbox')}
  </nav>
</header>`

/** The whole page. */
export const documentView = (view: PageView): string => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>Firstline sandbox</title>
<link rel="icon" href="data:," />
<link rel="stylesheet" href="/page/style.css" />
<script src="/page/live.js" defer></script>
</head>
<body data-view="${view.view}">
!${top(view)}
<main>!${messengerView(view)}!${inboxView(view)}!${threadView(view)}</main>
</body>
</html>`
