import { html } from 'ghtml'
import { documentView } from './document-view.ts'

/** A page that has nothing to show but a friendly word. */
export type Message = { readonly title: string; readonly text: string; readonly next: string }

/** Nobody but the machine itself may read what people wrote. */
export const REFUSED: Message = {
  title: 'Only from this machine',
  text: 'The console shows what people wrote to you, so it answers only to a browser on the machine on which Firstline runs.',
  next: 'Open it there with localhost or 127.0.0.1 in the address, and not through a proxy or a tunnel.',
}

/** No such conversation, or none of this workspace. */
export const NOT_FOUND: Message = {
  title: 'Nothing here',
  text: 'Firstline has not heard of this conversation, or there is no such page.',
  next: 'A conversation appears here as soon as the first notification about it has arrived. Check the id in the address, or choose from the list.',
}

/** No summary of this day, or no day at all. */
export const NO_SUMMARY: Message = {
  title: 'No summary',
  text: 'There is no summary of this day.',
  next: 'One is made every night. To make one of today now, run: npx firstline digest run',
}

/** `GET /me` has not answered yet. */
export const NOT_CONNECTED: Message = {
  title: 'Not connected yet',
  text: 'Firstline is still asking Intercom which workspace it belongs to. Until it knows, there is nothing to show.',
  next: 'Reload this page in a few seconds. If it stays like this, the log names the reason.',
}

/** The database did not answer, or something is wrong with us. */
export const BROKEN: Message = {
  title: 'This page could not be made',
  text: 'Something failed while the records were read. Conversations are answered independently of this page.',
  next: 'Reload it in a few seconds. The log of the service names the reason.',
}

/** A message as a whole page. */
export const messageView = ({ title, text, next }: Message): string =>
  documentView({
    title,
    body: html`<section class="panel message"><h1>${title}</h1><p>${text}</p><p>${next}</p>
<p><a href="/console">All conversations</a></p></section>`,
  })
