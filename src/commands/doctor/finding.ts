/** One line of the report: what was looked at, what was found, and how to mend it. */
export type Finding = {
  readonly check: string
  /** `skipped`: could not be looked at, or need not be; `found` says why. */
  readonly level: 'ok' | 'warn' | 'fail' | 'skipped'
  readonly found: string
  readonly fix?: string
}

/** Makes the findings of one check. */
export const findingsOf = (check: string) => ({
  ok: (found: string): Finding => ({ check, level: 'ok', found }),
  warn: (found: string, fix: string): Finding => ({ check, level: 'warn', found, fix }),
  fail: (found: string, fix: string): Finding => ({ check, level: 'fail', found, fix }),
  skipped: (found: string): Finding => ({ check, level: 'skipped', found }),
})
