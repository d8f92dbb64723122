import { html } from 'ghtml'
import { documentView } from './document-view.ts'

/** A page that has nothing to show but a friendly word. */
export type Message = {
  readonly title: string
  readonly text: string
  readonly next: string
  /** Shown to those who may not see the other pages. */
  readonly isOutside?: true
}

/** Nobody but the machine itself may read what people wrote. */
export const REFUSED: Message = {
  title: 'Only from this machine',
  text: 'The console shows what people wrote to you, so it answers only to a browser on the machine on which Firstline runs.',
  next: 'Open it there with localhost or 127.0.0.1 in the address, and not through a proxy or a tunnel. To open it from elsewhere, set CONSOLE_PASSWORD.',
  isOutside: true,
}

/** Others may use this machine, too: only who sees what Firstline prints may see what people wrote. */
export const NEEDS_LINK: Message = {
  title: 'Open it with the link',
  text: 'The console shows what people wrote to you, so it opens with a link that works once, for one browser.',
  next: 'Firstline prints the link when it starts, and a new one when it was used. To sign in with a password instead, set CONSOLE_PASSWORD.',
  isOutside: true,
}

/** Used before, or never made by this process. */
export const USED_LINK: Message = {
  title: 'This link does not work',
  text: 'It was used before, or Firstline has been started anew since it was printed.',
  next: 'Use the newest link that Firstline has printed. If it was not you who used this one, somebody else reads what Firstline prints.',
  isOutside: true,
}

/** A page of another site has sent it. */
export const NOT_OUR_FORM: Message = {
  title: 'Not from here',
  text: 'This was sent by a page of another address, so nothing was done.',
  next: 'Open the console by the address in PUBLIC_URL, and try again there.',
  isOutside: true,
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

/** A form that is too large, or not a form. */
export const UNREADABLE: Message = {
  title: 'This cannot be read',
  text: 'What was sent is too large, or not what a form of the console sends.',
  next: 'Go back to the console and try again.',
  isOutside: true,
}

/** The database did not answer, or something is wrong with us. */
export const BROKEN: Message = {
  title: 'This page could not be made',
  text: 'Something failed while the records were read. Conversations are answered independently of this page.',
  next: 'Reload it in a few seconds. The log of the service names the reason.',
}

/** A message as a whole page. */
export const messageView = ({ title, text, next, isOutside }: Message): string =>
  documentView({
    title,
    ...(isOutside && { isOutside }),
    body: html`<section class="panel message"><h1>${title}</h1><p>${text}</p><p>${next}</p>
!${isOutside ? '' : '<p><a href="/console">All conversations</a></p>'}</section>`,
  })
