import { html } from 'ghtml'
import { percent } from './time-view.ts'

/** A share (0..1) to draw, and the share it must reach, where there is one. */
export type Bar = { readonly name: string; readonly share: number; readonly threshold?: number | undefined }

const WIDTH = 200
const x = (share: number): string => (Math.min(1, Math.max(0, share)) * WIDTH).toFixed(1)

const line = (threshold: number) =>
  html`<line class="bar-limit" x1="${x(threshold)}" x2="${x(threshold)}" y1="0" y2="14" />`

/** A labelled bar as SVG: drawn here, because no script and no inline style may run on the page. */
export function barView({ name, share, threshold }: Bar): string {
  const reached = threshold === undefined ? '' : share < threshold ? 'below' : 'reached'
  const needs = threshold === undefined ? '' : `, at least ${percent(threshold)} needed`
  return html`<div class="bar ${reached}">
  <span class="bar-name">${name}</span>
  <svg viewBox="0 0 200 14" preserveAspectRatio="none" role="img" aria-label="${name} ${percent(share)}${needs}">
    <rect class="bar-track" x="0" y="3" width="200" height="8" rx="2" />
    <rect class="bar-fill" x="0" y="3" width="${x(share)}" height="8" rx="2" />
    !${threshold === undefined ? '' : line(threshold)}
  </svg>
  <span class="bar-value" aria-hidden="true">${percent(share)}</span>
</div>`
}
