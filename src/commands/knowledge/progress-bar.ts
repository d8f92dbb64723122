import type { SourceProgress } from '../../knowledge/sources/sync-source.ts'

/** One line that shows how far a sync has come. */
export type ProgressBar = {
  readonly isShown: boolean
  readonly show: (progress: SourceProgress) => void
  readonly clear: () => void
}

type Screen = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { readonly write: (text: string) => unknown }

const CLEAR_LINE = '\r\u001b[2K'
const CELLS = 30

/** Only on a terminal: anywhere else a line that replaces itself is noise. */
export function createProgressBar(screen: Screen): ProgressBar {
  const isShown = screen.isTTY === true
  const write = (text: string) => void (isShown && screen.write(text))
  return {
    isShown,
    show: (progress) => write(`${CLEAR_LINE}${barOf(progress).slice(0, (screen.columns || 80) - 1)}`),
    clear: () => write(CLEAR_LINE),
  }
}

/** `folder  ██████░░░░  120 of 240`; without a total only the number. */
export function barOf({ name, done, total }: SourceProgress): string {
  if (total === undefined) return `${name}  ${done} read`
  const filled = total > 0 ? Math.round((CELLS * Math.min(done, total)) / total) : CELLS
  return `${name}  ${'█'.repeat(filled)}${'░'.repeat(CELLS - filled)}  ${done} of ${total}`
}
