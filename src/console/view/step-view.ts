import { html } from 'ghtml'

/** One step of a turn's story: what it is called, and its HTML. */
export type Step = { readonly name: string; readonly body: string }

export const stepView = ({ name, body }: Step): string =>
  html`<section class="step"><h3>${name}</h3><div class="step-body">!${body}</div></section>`

/** A line that says why there is nothing to see. */
export const quietLine = (text: string): string => html`<p class="quiet">${text}</p>`

export const chip = (text: string, tone = ''): string => html`<span class="chip ${tone}">${text}</span>`

/** Terms with their HTML, as a definition list. */
export const factsView = (facts: readonly (readonly [name: string, body: string])[]): string =>
  html`<dl class="facts">!${facts.map(([name, body]) => html`<div><dt>${name}</dt><dd>!${body}</dd></div>`)}</dl>`

/** Text as HTML, for where HTML is asked for. */
export const plain = (text: string): string => html`${text}`
