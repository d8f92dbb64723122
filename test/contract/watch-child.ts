import { appendFileSync } from 'node:fs'
import { watchFetch } from './watch-fetch.ts'

// Loaded before main.ts in a process that a test starts (children.ts).
const file = process.env['SEEN_BY_CHILDREN']
if (file) watchFetch((seen) => appendFileSync(file, `${JSON.stringify(seen)}\n`))
