import { html } from 'ghtml'

/** A link only where the address is one of the web: whatever else an article names is shown as text. */
export function webLink(address: string, text: string): string {
  const isWeb = ['http:', 'https:'].includes(URL.parse(address)?.protocol ?? '')
  if (!isWeb) return html`<span>${text}</span>`
  return html`<a href="${address}" target="_blank" rel="noopener noreferrer">${text}</a>`
}
