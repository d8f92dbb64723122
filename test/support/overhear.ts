import { afterAll } from 'vitest'
import { overheardLeaks } from './overheard.ts'

/*
 * Runs before each test file: whatever the file is about, secrets and what people wrote stay out of the logs and out of
 * what commands print, or the file fails. Registered first, and so run last: what ends the parts of a test logs, too.
 */
afterAll(() => {
  const leaks = overheardLeaks()
  if (leaks.length > 0) throw new Error(`This was logged or printed:\n${leaks.slice(0, 20).join('\n')}`)
})
