import { html } from 'ghtml'
import { documentView } from './document-view.ts'

export type SignIn = {
  /** The page to go to afterwards; one of ours. */
  readonly next: string
  /** What was wrong with the last attempt. */
  readonly problem?: string
}

/** The way into the console. Works without scripts, and with a password manager. */
export const signInView = ({ next, problem }: SignIn): string =>
  documentView({
    title: problem ? 'Not signed in' : 'Sign in',
    isOutside: true,
    body: html`<section class="panel sign-in"><h1>Sign in</h1>
!${problem ? html`<p class="problem" id="problem" role="alert">${problem}</p>` : ''}
<form method="post" action="/console/sign-in">
<label for="password">Password of the console</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus
  !${problem ? 'aria-invalid="true" aria-describedby="problem hint"' : 'aria-describedby="hint"'} />
<input type="hidden" name="next" value="${next}" />
<button>Sign in</button>
</form>
<p class="meta" id="hint">Whoever runs Firstline has set it as <code>CONSOLE_PASSWORD</code>.</p></section>`,
  })

/** Ends the session of this browser. */
export const signOutView = (): string =>
  html`<form class="sign-out" method="post" action="/console/sign-out"><button>Sign out</button></form>`
